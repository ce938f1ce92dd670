namespace Culvert.Console.Grammar;

/// <summary>What Tab does on a line.</summary>
/// <param name="Insert">What is certain, to be typed in the person's place; may be empty.</param>
/// <param name="Choices">Where nothing is: what may follow, a line each; may be empty too.</param>
internal sealed record Completion(string Insert, IReadOnlyList<string> Choices)
{
    public static Completion None { get; } = new("", []);
}
