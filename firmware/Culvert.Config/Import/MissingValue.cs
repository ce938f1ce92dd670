namespace Culvert.Config.Import;

/// <summary>A value that the files leave open and nobody has given yet.</summary>
/// <param name="What">For a person: "the local network (&lt;LOCAL NETWORK&gt; in leftsubnet)".</param>
/// <param name="Option">The option that gives it: "--local", "--remote", "--secrets"; null: the file must be edited.</param>
/// <param name="IsSecret">A terminal that asks for it must not echo.</param>
public sealed record MissingValue(string File, int Line, string What, string? Option, bool IsSecret = false)
{
    public override string ToString() =>
        $"{What} is missing, {File}:{Line}, {(Option is null ? "write it into the file" : $"give it with {Option}")}";
}
