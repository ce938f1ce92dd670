namespace Culvert.Config.Import;

/// <summary>One "keyword=value" of a section, quotes removed.</summary>
/// <param name="Column">Of the keyword.</param>
internal sealed record ConfEntry(string Keyword, string Value, string File, int Line, int Column)
{
    public override string ToString() => $"{Keyword}={Value}";
}
