namespace Culvert.Config.Editing;

/// <summary>
/// Whether a candidate could be committed. Its documents are no files that a person could open at a line: problems are
/// told by the keys they are at.
/// </summary>
public static class CandidateCheck
{
    /// <summary>Everything that is wrong, one line each: what, where, what to do; empty when it may be committed.</summary>
    public static IReadOnlyList<string> FindProblems(ConfigDocuments documents)
    {
        ArgumentNullException.ThrowIfNull(documents);
        return Describe(documents, ConfigLoader.Load(documents).Problems);
    }

    /// <summary>What a person should know of it though it can be committed.</summary>
    public static IReadOnlyList<string> FindNotes(ConfigDocuments documents)
    {
        ArgumentNullException.ThrowIfNull(documents);
        return Describe(documents, ConfigLoader.Load(documents).Notes);
    }

    private static IReadOnlyList<string> Describe(ConfigDocuments documents, IReadOnlyList<ConfigProblem> problems)
    {
        if (problems.Count == 0) return [];
        LocatedDocument config = JsonDocumentReader.Read(documents.Config, ConfigSchema.Config);
        LocatedDocument secrets = JsonDocumentReader.Read(documents.Secrets, ConfigSchema.Secrets);
        return [.. problems.Select(problem => Describe(problem, problem.File == documents.Secrets.Name ? secrets : config)).Distinct()];
    }

    private static string Describe(ConfigProblem problem, LocatedDocument document)
    {
        // A person who edits a candidate has no file to add it to.
        if (problem.MissingSecret is { } secret) return $"{problem.What}, in {Words(ConfigPath.Parent(secret))}, use: set {Words(secret)}";
        var at = new TextPosition(problem.Line, problem.Column);
        string path = document.Positions.FirstOrDefault(pair => pair.Value == at).Key ?? "";
        string where = path.Length == 0 ? "in the candidate" : "in " + Words(path);
        return $"{problem.What}, {where}{(problem.Remedy is null ? "" : ", " + problem.Remedy)}";
    }

    private static string Words(string path) => path.Replace(ConfigPath.Separator, ' ');
}
