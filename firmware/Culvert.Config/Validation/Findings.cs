namespace Culvert.Config;

/// <summary>Collects what validation finds and gives it its place. A value that several tunnels inherit is reported once.</summary>
internal sealed class Findings(LocatedDocument config, LocatedDocument secrets)
{
    private readonly HashSet<ConfigProblem> _problems = [];
    private readonly HashSet<ConfigProblem> _notes = [];

    /// <summary>In the order of the texts, those of culvert.json first.</summary>
    public IReadOnlyList<ConfigProblem> Problems => InOrder(_problems);

    /// <summary>What is valid and will not have the effect that its author may expect. In the order of the texts.</summary>
    public IReadOnlyList<ConfigProblem> Notes => InOrder(_notes);

    public LocatedDocument Config => config;

    public LocatedDocument Secrets => secrets;

    /// <summary>Whether something was reported at a key of culvert.json or at an element of its list.</summary>
    public bool AnyAt(string path) => config.Positions.Any(pair =>
        (pair.Key == path || ConfigPath.Parent(pair.Key) == path) &&
        _problems.Any(problem => problem.File == config.Name && new TextPosition(problem.Line, problem.Column) == pair.Value));

    public void Add(IEnumerable<ConfigProblem> problems) => _problems.UnionWith(problems);

    /// <summary>Reports at a key of culvert.json; at the section around it when the key is absent.</summary>
    public void Report(string path, string what, string? remedy = null) => Report(config, path, what, remedy);

    /// <summary>Says something about a key of culvert.json that is no reason to refuse it.</summary>
    public void Note(string path, string what, string remedy) => _notes.Add(At(config, path, what, remedy));

    /// <summary>Reports at a key of secrets.json.</summary>
    public void ReportSecret(string path, string what, string? remedy = null) => Report(secrets, path, what, remedy);

    /// <summary>Reports that a secret is not there.</summary>
    public void ReportMissingSecret(string path) =>
        _problems.Add(At(secrets, path, $"{ConfigPath.ForPeople(path)} is missing", $"add it to {secrets.Name}") with { MissingSecret = path });

    private void Report(LocatedDocument document, string path, string what, string? remedy) => _problems.Add(At(document, path, what, remedy));

    private static ConfigProblem At(LocatedDocument document, string path, string what, string? remedy)
    {
        TextPosition at = document.Nearest(path);
        return new ConfigProblem(document.Name, at.Line, at.Column, what, remedy);
    }

    private List<ConfigProblem> InOrder(IEnumerable<ConfigProblem> problems) =>
        [.. problems.OrderBy(problem => problem.File != config.Name).ThenBy(problem => problem.Line).ThenBy(problem => problem.Column)];
}
