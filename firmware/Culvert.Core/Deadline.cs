namespace Culvert.Core;

/// <summary>When a core wants to be called again, and why: the reason is what makes a spinning loop readable.</summary>
public readonly record struct Deadline(Instant When, string Reason)
{
    public static Deadline Never { get; } = new(new Instant(long.MaxValue), "never");

    public bool IsNever => When.Nanoseconds == long.MaxValue;

    public bool IsDue(Instant now) => now >= When;

    public static Deadline Earliest(Deadline left, Deadline right) => right.When < left.When ? right : left;

    public override string ToString() => IsNever ? "never" : $"{Reason} at {When}";
}
