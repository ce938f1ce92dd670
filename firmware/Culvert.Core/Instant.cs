namespace Culvert.Core;

/// <summary>
/// A point in monotonic time: nanoseconds since boot (CLOCK_BOOTTIME at the edge, so that suspend counts).
/// Wall time is a different type on purpose; nothing converts between the two.
/// </summary>
public readonly record struct Instant(long Nanoseconds) : IComparable<Instant>
{
    public static Instant Zero => default;

    public static Instant FromSeconds(double seconds) => new((long)(seconds * 1e9));

    public int CompareTo(Instant other) => Nanoseconds.CompareTo(other.Nanoseconds);

    /// <summary>Adds a duration; saturates instead of wrapping so that a huge lifetime means "never".</summary>
    public static Instant operator +(Instant at, TimeSpan span)
    {
        Int128 sum = (Int128)at.Nanoseconds + ((Int128)span.Ticks * TimeSpan.NanosecondsPerTick);
        return new Instant(sum > long.MaxValue ? long.MaxValue : sum < long.MinValue ? long.MinValue : (long)sum);
    }

    public static Instant operator -(Instant at, TimeSpan span) => at + -span;

    public static TimeSpan operator -(Instant left, Instant right) =>
        new((left.Nanoseconds - right.Nanoseconds) / TimeSpan.NanosecondsPerTick);

    public static bool operator <(Instant left, Instant right) => left.Nanoseconds < right.Nanoseconds;

    public static bool operator >(Instant left, Instant right) => left.Nanoseconds > right.Nanoseconds;

    public static bool operator <=(Instant left, Instant right) => left.Nanoseconds <= right.Nanoseconds;

    public static bool operator >=(Instant left, Instant right) => left.Nanoseconds >= right.Nanoseconds;

    public static Instant Max(Instant left, Instant right) => left > right ? left : right;

    public override string ToString() => $"{Nanoseconds / 1e9:F3}s";
}
