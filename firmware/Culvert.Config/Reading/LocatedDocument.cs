namespace Culvert.Config;

/// <summary>A document that was read: its values in their order, and where every key stands.</summary>
/// <param name="IsComplete">False: a syntax error ended the reading.</param>
internal sealed record LocatedDocument(
    string Name,
    IReadOnlyList<ConfigEntry> Entries,
    IReadOnlyDictionary<string, TextPosition> Positions,
    IReadOnlyList<ConfigProblem> Problems,
    bool IsComplete)
{
    /// <summary>The keys directly below a path, in the order of the text.</summary>
    public IEnumerable<string> KeysBelow(string path) => Positions
        .Where(pair => ConfigPath.Parent(pair.Key).Equals(path, StringComparison.OrdinalIgnoreCase))
        .OrderBy(pair => pair.Value)
        .Select(pair => ConfigPath.LastKey(pair.Key));

    /// <summary>The place of the key, or of the innermost section around where it would stand.</summary>
    public TextPosition Nearest(string path)
    {
        for (; path.Length > 0; path = ConfigPath.Parent(path))
        {
            if (Positions.TryGetValue(path, out TextPosition? position)) return position;
        }

        return TextPosition.Start;
    }

    public override string ToString() => Name;
}
