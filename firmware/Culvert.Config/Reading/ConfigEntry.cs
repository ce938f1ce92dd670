namespace Culvert.Config;

/// <summary>A value of a document: one entry per text, number, or element of a list.</summary>
/// <param name="Path">The path of its key; elements of a list share their list's.</param>
/// <param name="Index">Position in its list, else null.</param>
internal sealed record ConfigEntry(string Path, int? Index, string Value)
{
    public string Key => Index is { } index ? ConfigPath.Combine(Path, index.ToString(System.Globalization.CultureInfo.InvariantCulture)) : Path;

    public override string ToString() => Key;
}
