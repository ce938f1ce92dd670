namespace Culvert.Config.Editing;

/// <summary>A configuration written out for people. Secrets appear in none of the forms.</summary>
public static class ConfigListing
{
    /// <summary>"keys value", a line for each value; a secret is told to be there.</summary>
    public static IReadOnlyList<string> ToLines(ConfigDocuments documents) =>
        [.. Values(documents).Select(change => $"{string.Join(' ', change.Path)} {(change.IsSecret ? "(secret)" : Word(change.After))}")];

    /// <summary>The commands that make this configuration; those for secrets without the value, which is asked for then.</summary>
    public static IReadOnlyList<string> ToCommands(ConfigDocuments documents) =>
        [.. Values(documents).Select(change => $"set {string.Join(' ', change.Path)}{(change.IsSecret ? "" : " " + Word(change.After))}")];

    /// <summary>culvert.json in its canonical form.</summary>
    public static string ToJson(ConfigDocuments documents)
    {
        ArgumentNullException.ThrowIfNull(documents);
        return new DocumentEditor(documents.Config.Text).ToText(ConfigSchema.Config);
    }

    /// <summary>Why the documents cannot be listed: one line each; empty when they can.</summary>
    public static IReadOnlyList<string> FindProblems(ConfigDocuments documents)
    {
        ArgumentNullException.ThrowIfNull(documents);
        return ConfigEditor.Unreadable(documents);
    }

    private static IReadOnlyList<DocumentChange> Values(ConfigDocuments documents)
    {
        ArgumentNullException.ThrowIfNull(documents);
        return DocumentDiff.Compare(ConfigDocuments.Empty, documents);
    }

    private static string Word(string? value) => value is { Length: > 0 } && !value.Any(c => char.IsWhiteSpace(c) || c is '"' or '\'' or '\\')
        ? Quoted.Line(value)
        : $"\"{Quoted.Line(value ?? "").Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
