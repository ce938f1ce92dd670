using System.Globalization;

namespace Culvert.Console;

/// <summary>show log, for people: the newest line last.</summary>
public static class LoggedText
{
    public static string Render(IReadOnlyList<LoggedLine> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        var table = new TextTable("TIME (UTC)", "LEVEL", "AREA", "TEXT");
        foreach (LoggedLine line in lines)
        {
            table.Add(
                line.Time.UtcDateTime.ToString("MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
                line.Level,
                line.Area,
                line.Tunnel.Length == 0 ? line.Text : $"{line.Tunnel}: {line.Text}");
        }

        return table.ToString();
    }
}
