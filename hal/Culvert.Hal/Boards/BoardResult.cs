namespace Culvert.Hal.Boards;

/// <summary>A board, or every reason why there is none, each a sentence for a person.</summary>
public sealed record BoardResult(BoardDescription? Board, IReadOnlyList<string> Problems);
