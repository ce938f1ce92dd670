namespace Culvert.Gateway.Configuration;

/// <summary>What a configuration verb did.</summary>
/// <param name="IsDone">False: the thing asked for failed; the errors say why.</param>
/// <param name="Output">Lines for standard output.</param>
/// <param name="Errors">Lines for standard error: what, where, what to do.</param>
internal sealed record VerbResult(bool IsDone, IReadOnlyList<string> Output, IReadOnlyList<string> Errors)
{
    public static VerbResult Done(params IReadOnlyList<string> output) => new(true, output, []);

    public static VerbResult Failed(params IReadOnlyList<string> errors) => new(false, [], errors);
}
