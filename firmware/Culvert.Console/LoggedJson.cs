using System.Globalization;

namespace Culvert.Console;

/// <summary>show log --json: a contract.</summary>
public static class LoggedJson
{
    public static string Render(IReadOnlyList<LoggedLine> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        return Rendering.WriteJson(writer =>
        {
            writer.WriteStartArray();
            foreach (LoggedLine line in lines)
            {
                writer.WriteStartObject();
                writer.WriteString("time", line.Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
                writer.WriteString("level", line.Level);
                writer.WriteString("area", line.Area);
                writer.WriteString("tunnel", line.Tunnel.Length == 0 ? null : line.Tunnel);
                writer.WriteString("text", line.Text);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        });
    }
}
