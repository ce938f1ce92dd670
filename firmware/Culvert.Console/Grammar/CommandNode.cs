namespace Culvert.Console.Grammar;

/// <summary>One word of the grammar and what may follow it. The tree is all there is: parsing and help come from it.</summary>
/// <param name="Word">As typed; of a parameter what stands for it in help.</param>
/// <param name="Help">For the list of commands.</param>
public sealed record CommandNode(string Word, string Help)
{
    public IReadOnlyList<CommandNode> Children { get; init; } = [];

    public ParameterKind Parameter { get; init; } = ParameterKind.None;

    /// <summary>What the command does when it ends here.</summary>
    public CommandVerb Verb { get; init; } = CommandVerb.None;

    public CommandNode? Child(string word) =>
        Children.FirstOrDefault(child => child.Parameter == ParameterKind.None && child.Word == word) ??
        Children.FirstOrDefault(child => child.Parameter != ParameterKind.None);
}
