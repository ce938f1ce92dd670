using System.Globalization;
using System.Text.Json.Nodes;

namespace Culvert.Config.Editing;

/// <summary>
/// Changes single values of the documents by the words a person types. Only keys and the kind of value are looked at
/// here: whether all values fit each other is known when all are there, and <see cref="CandidateCheck"/> tells.
/// </summary>
public static class ConfigEditor
{
    /// <param name="documents">What is changed; themselves left as they are.</param>
    /// <param name="words">The keys, and the value as the last word; lists by comma.</param>
    public static EditResult Set(ConfigDocuments documents, IReadOnlyList<string> words)
    {
        ArgumentNullException.ThrowIfNull(documents);
        ArgumentNullException.ThrowIfNull(words);
        if (words.Count == 0) return EditResult.Refused($"keys and a value are missing, set, begin with one of {KeyPlace.Root.KnownKeys}");
        if (WantsValue(words)) return EditResult.Refused($"the value is missing, set {Show(words)}, give it as the last word");
        IReadOnlyList<string> keys = [.. words.Take(words.Count - 1)];
        if (KeyPlace.Find(keys, out string problem) is not { } place) return EditResult.Refused(problem);
        if (place.IsSection) return Refuse(place, words);
        string value = words[^1];
        return Parse(place, value) is { } node ? Write(documents, place, node) : EditResult.Refused($"{place.Words[^1]} must be {Kind(place)}, set {Show(keys)}, {Example(place)}");
    }

    /// <summary>Removes a value, or everything below keys, in both documents.</summary>
    public static EditResult Delete(ConfigDocuments documents, IReadOnlyList<string> words)
    {
        ArgumentNullException.ThrowIfNull(documents);
        ArgumentNullException.ThrowIfNull(words);
        if (words.Count == 0) return EditResult.Refused($"keys are missing, delete, begin with one of {KeyPlace.Root.KnownKeys}");
        if (KeyPlace.Find(words, out string problem) is not { } place) return EditResult.Refused(problem);
        if (Unreadable(documents) is { Count: > 0 } problems) return new EditResult(null, problems);
        ConfigDocuments changed = documents with
        {
            Config = Remove(documents.Config, place, ConfigSchema.Config),
            Secrets = Remove(documents.Secrets, place, ConfigSchema.Secrets),
        };
        return changed == documents
            ? EditResult.Refused($"nothing is set there, {place.ForPeople}, see show config")
            : EditResult.Done(changed);
    }

    /// <summary>Whether these keys lead to a secret: its value belongs on no command line and no screen.</summary>
    public static bool IsSecret(IReadOnlyList<string> keys) => KeyPlace.Find(keys, out _) is { IsSecret: true };

    /// <summary>Whether these keys are whole, and a value must follow.</summary>
    public static bool WantsValue(IReadOnlyList<string> keys) => KeyPlace.Find(keys, out _) is { IsSection: false };

    /// <summary>What may follow these keys, each with what it takes; a problem when the keys lead nowhere.</summary>
    public static IReadOnlyList<(string Key, string Takes)> Below(IReadOnlyList<string> keys, out string problem) =>
        KeyPlace.Find(keys, out problem) switch
        {
            null => [],
            { Node.Kind: SchemaKind.Map } => [("NAME", ConfigNames.Rule)],
            { IsSection: false } leaf => [("VALUE", Kind(leaf))],
            var section => [.. section.Below.Select(child => (child.Name, child.Kind is SchemaKind.Section or SchemaKind.Map ? "more keys" : Kind(child.Kind)))],
        };

    /// <summary>Why the documents cannot be edited: what is no document would be lost with the edit.</summary>
    internal static IReadOnlyList<string> Unreadable(ConfigDocuments documents) =>
    [
        .. JsonDocumentReader.Read(documents.Config, ConfigSchema.Config).Problems
            .Concat(JsonDocumentReader.Read(documents.Secrets, ConfigSchema.Secrets).Problems)
            .Select(problem => problem.ToString()),
    ];

    private static EditResult Refuse(KeyPlace section, IReadOnlyList<string> words)
    {
        // The last word is taken for a key here: it is told what is wrong with it, or what may follow it.
        if (KeyPlace.Find(words, out string problem) is not { } below) return EditResult.Refused(problem);
        return EditResult.Refused($"more keys are missing, {below.ForPeople}, go on with {(below.Node.Kind == SchemaKind.Map ? "a name" : "one of " + below.KnownKeys)}");
    }

    private static EditResult Write(ConfigDocuments documents, KeyPlace place, JsonNode value)
    {
        if (Unreadable(documents) is { Count: > 0 } problems) return new EditResult(null, problems);
        return EditResult.Done(place.IsSecret
            ? documents with { Secrets = Write(documents.Secrets, place, value, ConfigSchema.Secrets) }
            : documents with { Config = Write(documents.Config, place, value, ConfigSchema.Config) });
    }

    private static NamedText Write(NamedText document, KeyPlace place, JsonNode value, SchemaNode schema)
    {
        var editor = new DocumentEditor(document.Text);
        editor.Set(place.Path, value);
        return document with { Text = editor.ToText(schema) };
    }

    private static NamedText Remove(NamedText document, KeyPlace place, SchemaNode schema)
    {
        var editor = new DocumentEditor(document.Text);
        if (editor.Find(place.Path) is null) return document;
        editor.Remove(place.Path);
        return document with { Text = editor.ToText(schema) };
    }

    private static JsonNode? Parse(KeyPlace place, string value) => place.Node.Kind switch
    {
        SchemaKind.Number => int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) ? JsonValue.Create(number) : null,
        SchemaKind.List => List(value) is { Count: > 0 } list ? list : null,
        SchemaKind.ListOrEmpty => List(value),
        _ => JsonValue.Create(value),
    };

    private static JsonArray List(string value) =>
        [.. value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(word => (JsonNode)JsonValue.Create(word))];

    private static string Kind(KeyPlace place) => place.IsSecret ? "a text, or 0x and hexadecimal digits" : Kind(place.Node.Kind);

    private static string Kind(SchemaKind kind) => kind switch
    {
        SchemaKind.Number => "a whole number",
        SchemaKind.Duration => "a duration such as 8h, 10m, 30s or seconds",
        SchemaKind.Count => "a number such as 500000, 20M or 10GiB",
        SchemaKind.List or SchemaKind.ListOrEmpty => "a list by comma",
        _ => "a text",
    };

    private static string Example(KeyPlace place) => place.Node.Kind == SchemaKind.Number ? "write digits only" : "name at least one, or delete the key for the default";

    private static string Show(IReadOnlyList<string> words) => Quoted.Line(string.Join(' ', words));
}
