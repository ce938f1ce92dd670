namespace Culvert.Config.Import;

/// <summary>Collects what the stages of an import have to say.</summary>
internal sealed class ImportFindings
{
    private readonly OrderedDictionary<(string File, string Subject, string Text, bool IsWarning), List<int>> _notes = [];
    private readonly List<ConfigProblem> _problems = [];
    private readonly List<MissingValue> _missing = [];

    /// <summary>In the order of the lines of each file, the files as they came up.</summary>
    public IReadOnlyList<ConfigProblem> Problems =>
        [.. _problems.Distinct().GroupBy(problem => problem.File).SelectMany(file => file.OrderBy(problem => problem.Line))];

    public bool StopsImport => _problems.Count > 0 || _missing.Count > 0;

    /// <summary>Every value once, where it is missed first.</summary>
    public IReadOnlyList<MissingValue> Missing => [.. _missing.DistinctBy(missing => missing.What)];

    /// <summary>In the order in which they came up; one for all lines that say the same.</summary>
    public IReadOnlyList<ImportNote> Notes =>
        [.. _notes.Select(note => new ImportNote(note.Key.File, note.Value.Min(), note.Key.Text + AlsoOn([.. note.Value.Distinct().Order()]), note.Key.IsWarning))];

    public void Problem(string file, int line, int column, string what, string? remedy = null) =>
        _problems.Add(new ConfigProblem(file, line, column, what, remedy));

    public void Problem(ConfEntry entry, string what, string? remedy = null) => Problem(entry.File, entry.Line, entry.Column, what, remedy);

    public void AddProblems(IEnumerable<ConfigProblem> problems) => _problems.AddRange(problems);

    public void Missed(MissingValue missing) => _missing.Add(missing);

    /// <param name="subject">What the note is about: notes of one file with the same subject and text become one.</param>
    public void Note(string file, int line, string subject, string text, bool isWarning = false)
    {
        if (!_notes.TryGetValue((file, subject, text, isWarning), out List<int>? lines)) _notes.Add((file, subject, text, isWarning), [line]);
        else if (lines[^1] != line) lines.Add(line);
    }

    public void Note(ConfEntry entry, string text) => Note(entry.File, entry.Line, entry.Keyword, $"{entry}: {text}");

    public void Warn(ConfEntry entry, string text) => Note(entry.File, entry.Line, entry.Keyword, $"{entry}: {text}", isWarning: true);

    private static string AlsoOn(int[] lines) => lines.Length switch
    {
        1 => "",
        2 => $" (also line {lines[1]})",
        _ => $" (also lines {string.Join(", ", lines.Skip(1))})",
    };
}
