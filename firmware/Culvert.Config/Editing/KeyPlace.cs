using Culvert.Core;

namespace Culvert.Config.Editing;

/// <summary>
/// What the keys a person named lead to. Both documents are one tree to people: connections and tunnels stand in both,
/// and a value below them in one.
/// </summary>
/// <param name="Config">In culvert.json; null: not known there.</param>
/// <param name="Secrets">In secrets.json; null: not known there.</param>
/// <param name="Words">The keys, as named.</param>
internal sealed record KeyPlace(SchemaNode? Config, SchemaNode? Secrets, IReadOnlyList<string> Words)
{
    public static KeyPlace Root { get; } = new(ConfigSchema.Config, ConfigSchema.Secrets, []);

    public string Path => string.Join(ConfigPath.Separator, Words);

    public SchemaNode Node => Config ?? Secrets!;

    /// <summary>Has keys below it.</summary>
    public bool IsSection => Node.Kind is SchemaKind.Section or SchemaKind.Map;

    public bool IsSecret => Config is null && !IsSection;

    /// <summary>The keys below, in the order of the schema; none where names are the user's.</summary>
    public IEnumerable<SchemaNode> Below => Node.Kind == SchemaKind.Map
        ? []
        : Known(Config).Concat(Known(Secrets)).DistinctBy(child => child.Name);

    /// <param name="problem">When there is no such place: what, where, what to do.</param>
    public static KeyPlace? Find(IReadOnlyList<string> words, out string problem)
    {
        problem = "";
        KeyPlace? place = Root;
        foreach (string word in words)
        {
            place = place.Enter(word, out problem);
            if (place is null) return null;
        }

        return place;
    }

    private KeyPlace? Enter(string word, out string problem)
    {
        problem = "";
        if (!IsSection)
        {
            problem = $"nothing stands below a value, {ForPeople}, leave {(IsSecret ? "what follows the value" : Quoted.Text(word))} out, and put a value of several words in quotes";
            return null;
        }

        if (Node.Kind == SchemaKind.Map && !ConfigNames.IsValid(word))
        {
            problem = $"{Quoted.Text(word)} cannot be a name, {ForPeople}, {ConfigNames.Rule}";
            return null;
        }

        SchemaNode? config = Config?.Child(word), secrets = Secrets?.Child(word);
        SchemaNode? known = config is { Kind: SchemaKind.Misplaced } ? null : config;
        if (known is not null || secrets is not null) return new KeyPlace(known, secrets, [.. Words, word]);
        problem = $"unknown key {Quoted.Text(word)}, {ForPeople}, {config?.Hint ?? Suggest(word)}";
        return null;
    }

    public string ForPeople => Words.Count == 0 ? "at the top" : "in " + string.Join(' ', Words);

    public string KnownKeys => Node.Kind == SchemaKind.Map ? "a name" : string.Join(", ", Below.Select(child => child.Name));

    private string Suggest(string word) => NearestWord.Find(word, Below.Select(child => child.Name)) is { } nearest
        ? $"did you mean '{nearest}'?"
        : $"known here: {KnownKeys}";

    private static IEnumerable<SchemaNode> Known(SchemaNode? node) =>
        node is null ? [] : node.Children.Where(child => child.Kind != SchemaKind.Misplaced);
}
