namespace Culvert.Config;

/// <summary>
/// A document and the name a person knows it by (a file's path). Never prints its text: it may hold secrets.
/// </summary>
public sealed record NamedText(string Name, string Text)
{
    public override string ToString() => Name;
}
