namespace Culvert.Config;

/// <summary>Quotes what somebody wrote for a message: one line, of bounded length, without control characters.</summary>
internal static class Quoted
{
    private const int LongestQuote = 60;

    public static string Text(string text) =>
        text.Length > LongestQuote ? $"'{Line(text[..LongestQuote])}…'" : $"'{Line(text)}'";

    /// <summary>The text with a '?' for everything that could end the line or steer a terminal.</summary>
    public static string Line(string text) =>
        text.Any(IsUnprintable) ? string.Concat(text.Select(c => IsUnprintable(c) ? '?' : c)) : text;

    private static bool IsUnprintable(char c) => char.IsControl(c) || char.IsSurrogate(c) || c is '\u2028' or '\u2029';
}
