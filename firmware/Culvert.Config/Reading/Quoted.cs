namespace Culvert.Config;

/// <summary>Quotes what somebody wrote for a message: one line, of bounded length, without control characters.</summary>
internal static class Quoted
{
    private const int LongestQuote = 60;

    public static string Text(string text)
    {
        string line = string.Concat(text.Take(LongestQuote).Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '?' : c));
        return text.Length > LongestQuote ? $"'{line}…'" : $"'{line}'";
    }
}
