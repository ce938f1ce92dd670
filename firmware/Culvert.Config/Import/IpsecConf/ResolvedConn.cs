namespace Culvert.Config.Import;

/// <summary>A conn with everything that %default and also= give it, by canonical keyword.</summary>
internal sealed class ResolvedConn(string name, string file, int line)
{
    private readonly Dictionary<string, ConfEntry> _entries = [];

    public string Name => name;

    public string File => file;

    public int Line => line;

    /// <summary>In the order of their lines.</summary>
    public IEnumerable<ConfEntry> Entries => _entries.Values.OrderBy(entry => entry.File == file).ThenBy(entry => entry.Line);

    public ConfEntry? Find(string canonical) => _entries.GetValueOrDefault(canonical);

    /// <summary>The last one counts; an empty value takes an inherited one back.</summary>
    public void Set(ConfEntry entry)
    {
        if (!IpsecKeywords.TryFind(entry.Keyword, out IpsecKeyword? keyword)) return;
        if (entry.Value.Length == 0) _entries.Remove(keyword.Name);
        else _entries[keyword.Name] = entry;
    }
}
