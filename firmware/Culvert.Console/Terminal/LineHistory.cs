namespace Culvert.Console.Terminal;

/// <summary>The lines typed before, in memory only and not for ever.</summary>
internal sealed class LineHistory
{
    public const int Longest = 100;

    private readonly List<string> _lines = [];
    private int _at;
    private string _unfinished = "";

    public void Add(string line)
    {
        if (line.Trim().Length > 0 && (_lines.Count == 0 || _lines[^1] != line)) _lines.Add(line);
        if (_lines.Count > Longest) _lines.RemoveAt(0);
        Rewind();
    }

    /// <summary>Begins at the end again.</summary>
    public void Rewind() => (_at, _unfinished) = (_lines.Count, "");

    public void Clear()
    {
        _lines.Clear();
        Rewind();
    }

    /// <param name="current">What stands on the line now: it is there again after the last line.</param>
    /// <returns>Null: there is none before.</returns>
    public string? Previous(string current)
    {
        if (_at == 0) return null;
        if (_at == _lines.Count) _unfinished = current;
        return _lines[--_at];
    }

    /// <returns>Null: this is the last.</returns>
    public string? Next()
    {
        if (_at == _lines.Count) return null;
        return ++_at == _lines.Count ? _unfinished : _lines[_at];
    }
}
