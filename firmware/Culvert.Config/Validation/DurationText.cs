using System.Globalization;

namespace Culvert.Config;

/// <summary>Durations as people write them: "8h", "10m", "30s", "1d", or bare seconds.</summary>
public static class DurationText
{
    /// <summary>For the person whose duration was refused.</summary>
    public const string Examples = "write it as 8h, 10m, 30s or in seconds";

    public static bool TryParse(string text, out TimeSpan duration)
    {
        ArgumentNullException.ThrowIfNull(text);
        duration = default;
        int unit = text.Length == 0 || char.IsAsciiDigit(text[^1]) ? 1 : SecondsPer(text[^1]);
        ReadOnlySpan<char> digits = text.Length > 0 && !char.IsAsciiDigit(text[^1]) ? text.AsSpan(0, text.Length - 1) : text;
        if (unit == 0 || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int count)) return false;
        duration = TimeSpan.FromSeconds((long)count * unit);
        return true;
    }

    /// <summary>The shortest spelling in whole units: "8h", "90m", "100s".</summary>
    public static string Format(TimeSpan duration)
    {
        long seconds = (long)duration.TotalSeconds;
        if (seconds != 0 && seconds % 3600 == 0) return string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600}h");
        if (seconds != 0 && seconds % 60 == 0) return string.Create(CultureInfo.InvariantCulture, $"{seconds / 60}m");
        return string.Create(CultureInfo.InvariantCulture, $"{seconds}s");
    }

    private static int SecondsPer(char unit) => unit switch
    {
        's' => 1,
        'm' => 60,
        'h' => 3600,
        'd' => 86400,
        _ => 0,
    };
}
