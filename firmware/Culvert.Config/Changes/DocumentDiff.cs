namespace Culvert.Config;

/// <summary>The difference of two pairs of documents, for people.</summary>
public static class DocumentDiff
{
    /// <summary>In the order of the new documents; what is gone comes last. Spacing and the order of keys are no difference.</summary>
    public static IReadOnlyList<DocumentChange> Compare(ConfigDocuments before, ConfigDocuments after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return
        [
            .. Compare(before.Config, after.Config, ConfigSchema.Config, isSecret: false),
            .. Compare(before.Secrets, after.Secrets, ConfigSchema.Secrets, isSecret: true),
        ];
    }

    private static IEnumerable<DocumentChange> Compare(NamedText before, NamedText after, SchemaNode schema, bool isSecret)
    {
        OrderedDictionary<string, string> old = Flatten(before, schema);
        OrderedDictionary<string, string> now = Flatten(after, schema);
        foreach ((string path, string value) in now)
        {
            if (!old.TryGetValue(path, out string? was)) yield return Change(DocumentChangeKind.Added, path, null, value, isSecret);
            else if (was != value) yield return Change(DocumentChangeKind.Changed, path, was, value, isSecret);
        }

        foreach ((string path, string value) in old.Where(pair => !now.ContainsKey(pair.Key)))
            yield return Change(DocumentChangeKind.Removed, path, value, null, isSecret);
    }

    /// <summary>Lists as the command line takes them: by comma.</summary>
    private static OrderedDictionary<string, string> Flatten(NamedText document, SchemaNode schema)
    {
        var values = new OrderedDictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (ConfigEntry entry in JsonDocumentReader.Read(document, schema).Entries)
            values[entry.Path] = values.TryGetValue(entry.Path, out string? list) ? $"{list},{entry.Value}" : entry.Value;
        return values;
    }

    private static DocumentChange Change(DocumentChangeKind kind, string path, string? before, string? after, bool isSecret) =>
        new(kind, path.Split(ConfigPath.Separator), isSecret ? null : before, isSecret ? null : after, isSecret);
}
