using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Culvert.Core;

namespace Culvert.Console;

/// <summary>How numbers and times look, everywhere.</summary>
internal static class Rendering
{
    private static readonly JsonWriterOptions Json = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One JSON document, with a final newline.</summary>
    public static string WriteJson(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Json)) write(writer);
        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    /// <summary>Whole seconds from one instant to another; 0 when the order is the other way.</summary>
    public static long Seconds(Instant from, Instant to) => to <= from ? 0 : (long)(to - from).TotalSeconds;

    public static string Spi(uint spi) => spi.ToString("x8", CultureInfo.InvariantCulture);

    public static string Spi(ulong spi) => spi.ToString("x16", CultureInfo.InvariantCulture);

    /// <summary>The two leading units: "12 s", "3 min 5 s", "7 h 46 min", "2 d 1 h".</summary>
    public static string Duration(TimeSpan span)
    {
        long seconds = Math.Max(0, (long)span.TotalSeconds);
        return seconds switch
        {
            < 60 => Text($"{seconds} s"),
            < 3600 => Text($"{seconds / 60} min {seconds % 60} s"),
            < 86400 => Text($"{seconds / 3600} h {seconds % 3600 / 60} min"),
            _ => Text($"{seconds / 86400} d {seconds % 86400 / 3600} h"),
        };
    }

    /// <summary>Decimal units, three digits: "999 B", "1.23 kB", "45.6 MB".</summary>
    public static string Bytes(long bytes)
    {
        string[] units = ["B", "kB", "MB", "GB", "TB", "PB"];
        double value = bytes;
        int unit = 0;
        for (; value >= 999.5 && unit < units.Length - 1; unit++) value /= 1000;
        return unit == 0 ? Text($"{bytes} B") : Text($"{Round(value)} {units[unit]}");
    }

    /// <summary>Formats alike on every machine.</summary>
    public static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string Round(double value) =>
        value.ToString(value < 9.995 ? "F2" : value < 99.95 ? "F1" : "F0", CultureInfo.InvariantCulture);
}
