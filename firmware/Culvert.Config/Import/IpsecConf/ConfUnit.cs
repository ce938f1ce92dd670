namespace Culvert.Config.Import;

/// <summary>One document given to the import together with everything it includes; conn names are its own.</summary>
internal sealed class ConfUnit(string file)
{
    public string File => file;

    public List<ConfSection> Sections { get; } = [];

    public List<SecretEntry> Secrets { get; } = [];

    public bool IsEmpty => Sections.Count == 0 && Secrets.Count == 0;
}
