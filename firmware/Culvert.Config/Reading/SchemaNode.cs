namespace Culvert.Config;

/// <summary>One key of the schema and what may stand below it.</summary>
/// <param name="Name">The key; empty for the entries of a map and for the root.</param>
/// <param name="Hint">Of a misplaced key: where it belongs.</param>
internal sealed record SchemaNode(string Name, SchemaKind Kind, IReadOnlyList<SchemaNode> Children, string? Hint = null)
{
    public static SchemaNode Section(string name, params IReadOnlyList<SchemaNode> children) => new(name, SchemaKind.Section, children);

    public static SchemaNode Map(string name, params IReadOnlyList<SchemaNode> children) =>
        new(name, SchemaKind.Map, [new SchemaNode("", SchemaKind.Section, children)]);

    public static SchemaNode Text(string name) => new(name, SchemaKind.Text, []);

    public static SchemaNode Number(string name) => new(name, SchemaKind.Number, []);

    public static SchemaNode Duration(string name) => new(name, SchemaKind.Duration, []);

    public static SchemaNode Count(string name) => new(name, SchemaKind.Count, []);

    public static SchemaNode List(string name) => new(name, SchemaKind.List, []);

    public static SchemaNode ListOrEmpty(string name) => new(name, SchemaKind.ListOrEmpty, []);

    public static SchemaNode Misplaced(string name, string hint) => new(name, SchemaKind.Misplaced, [], hint);

    /// <summary>What the key leads to; in a map every name leads to the same kind of entry.</summary>
    public SchemaNode? Child(string name) =>
        Kind == SchemaKind.Map ? Children[0] : Children.FirstOrDefault(child => child.Name == name);

    public IEnumerable<string> KnownKeys => Children.Where(child => child.Kind != SchemaKind.Misplaced).Select(child => child.Name);
}
