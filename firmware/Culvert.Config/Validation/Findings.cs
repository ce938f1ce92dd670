namespace Culvert.Config;

/// <summary>Collects what validation finds and gives it its place. A value that several tunnels inherit is reported once.</summary>
internal sealed class Findings(LocatedDocument config, LocatedDocument secrets)
{
    private readonly HashSet<ConfigProblem> _problems = [];

    /// <summary>In the order of the texts, those of culvert.json first.</summary>
    public IReadOnlyList<ConfigProblem> Problems =>
        [.. _problems.OrderBy(problem => problem.File != config.Name).ThenBy(problem => problem.Line).ThenBy(problem => problem.Column)];

    public LocatedDocument Config => config;

    public LocatedDocument Secrets => secrets;

    /// <summary>Whether something was reported at a key of culvert.json or at an element of its list.</summary>
    public bool AnyAt(string path) => config.Positions.Any(pair =>
        (pair.Key == path || ConfigPath.Parent(pair.Key) == path) &&
        _problems.Any(problem => problem.File == config.Name && new TextPosition(problem.Line, problem.Column) == pair.Value));

    public void Add(IEnumerable<ConfigProblem> problems) => _problems.UnionWith(problems);

    /// <summary>Reports at a key of culvert.json; at the section around it when the key is absent.</summary>
    public void Report(string path, string what, string? remedy = null) => Report(config, path, what, remedy);

    /// <summary>Reports at a key of secrets.json.</summary>
    public void ReportSecret(string path, string what, string? remedy = null) => Report(secrets, path, what, remedy);

    /// <summary>Reports that a secret is not there.</summary>
    public void ReportMissingSecret(string path)
    {
        TextPosition at = secrets.Nearest(path);
        _problems.Add(new ConfigProblem(secrets.Name, at.Line, at.Column, $"{ConfigPath.ForPeople(path)} is missing", $"add it to {secrets.Name}") { MissingSecret = path });
    }

    private void Report(LocatedDocument document, string path, string what, string? remedy)
    {
        TextPosition at = document.Nearest(path);
        _problems.Add(new ConfigProblem(document.Name, at.Line, at.Column, what, remedy));
    }
}
