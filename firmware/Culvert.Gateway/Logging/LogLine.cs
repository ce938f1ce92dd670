using System.Globalization;
using System.Text;

namespace Culvert.Gateway.Logging;

/// <summary>One line of the log: key=value pairs, quoted where needed, so that a person and a program can read it.</summary>
internal static class LogLine
{
    private const int LongestText = 2048;

    public static string Format(DateTimeOffset time, LogLevel level, string area, string tunnel, string text)
    {
        var line = new StringBuilder(128);
        line.Append("time=").Append(time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        line.Append(" level=").Append(Word(level)).Append(" area=").Append(area);
        if (tunnel.Length > 0) Quote(line.Append(" tunnel="), tunnel);
        Quote(line.Append(" text="), text);
        return line.ToString();
    }

    public static string Word(LogLevel level) => level switch
    {
        LogLevel.Trace => "trace",
        LogLevel.Debug => "debug",
        LogLevel.Info => "info",
        LogLevel.Warning => "warning",
        _ => "error",
    };

    /// <summary>Part of a text may come from a peer: it cannot end the line, drive a terminal, or go on for ever.</summary>
    public static string Clean(string text)
    {
        if (text.Length <= LongestText && !text.Any(char.IsControl)) return text;
        return string.Concat(text.Take(LongestText).Select(c => char.IsControl(c) ? ' ' : c));
    }

    // Nor can it forge a pair.
    private static void Quote(StringBuilder line, string value)
    {
        line.Append('"');
        foreach (char c in Clean(value))
        {
            if (c is '"' or '\\') line.Append('\\');
            line.Append(c);
        }

        line.Append('"');
    }
}
