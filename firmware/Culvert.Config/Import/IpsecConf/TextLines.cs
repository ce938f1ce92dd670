namespace Culvert.Config.Import;

internal static class TextLines
{
    /// <summary>Lines as an editor counts them, whatever ends them; a byte order mark is not text.</summary>
    public static string[] Split(string text) => text
        .TrimStart('\uFEFF')
        .Replace("\r\n", "\n", StringComparison.Ordinal)
        .Replace('\r', '\n')
        .Split('\n');
}
