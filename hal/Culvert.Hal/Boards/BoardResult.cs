namespace Culvert.Hal.Boards;

/// <summary>What could be made of a board.json.</summary>
/// <param name="Board">All that is right in it: with everything wrong, a board without parts.</param>
/// <param name="Problems">What is left out of the board and why, each a sentence for a person.</param>
public sealed record BoardResult(BoardDescription Board, IReadOnlyList<string> Problems)
{
    /// <summary>A board without parts.</summary>
    public static BoardResult Bare(string name, string problem) => new(new BoardDescription(name), [problem]);
}
