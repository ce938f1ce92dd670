namespace Culvert.Config;

/// <summary>A place in a text: line and column from 1, the column in characters.</summary>
internal sealed record TextPosition(int Line, int Column) : IComparable<TextPosition>
{
    public static TextPosition Start { get; } = new(1, 1);

    public int CompareTo(TextPosition? other) => other is null ? 1 : (Line, Column).CompareTo((other.Line, other.Column));
}
