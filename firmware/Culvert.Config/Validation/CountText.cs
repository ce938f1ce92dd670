using System.Globalization;

namespace Culvert.Config;

/// <summary>Large numbers as people write them: "500000", "20M", "10G" by thousands; "10GiB" by 1024.</summary>
public static class CountText
{
    /// <summary>For the person whose number was refused.</summary>
    public const string Examples = "write it as 500000, 20M, 10G or 10GiB";

    private const string Prefixes = "KMGTPE";

    public static bool TryParse(string text, out long count)
    {
        ArgumentNullException.ThrowIfNull(text);
        count = 0;
        int digits = text.AsSpan().IndexOfAnyExceptInRange('0', '9');
        if (digits < 0) digits = text.Length;
        if (!TryParseUnit(text.AsSpan(digits).Trim(), out long unit)) return false;
        if (!long.TryParse(text.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out long number)) return false;
        if (number > long.MaxValue / unit) return false;
        count = number * unit;
        return true;
    }

    /// <summary>The shortest spelling in whole units: "10GiB", "20M", "1500".</summary>
    public static string Format(long count)
    {
        string binary = Format(count, 1024, "i"), decimals = Format(count, 1000, "");
        return binary.Length < decimals.Length ? binary + "B" : decimals;
    }

    private static string Format(long count, int step, string suffix)
    {
        int power = 0;
        for (; count != 0 && count % step == 0; power++) count /= step;
        string unit = power == 0 ? "" : Prefixes[power - 1] + suffix;
        return string.Create(CultureInfo.InvariantCulture, $"{count}{unit}");
    }

    private static bool TryParseUnit(ReadOnlySpan<char> text, out long unit)
    {
        unit = 1;
        if (text is ['B' or 'b']) return true;
        if (text is [.., 'B' or 'b']) text = text[..^1];
        if (text.IsEmpty) return true;
        int power = Prefixes.IndexOf(char.ToUpperInvariant(text[0]), StringComparison.Ordinal);
        if (power < 0 || text[1..] is not ("" or "i")) return false;
        int step = text.Length == 1 ? 1000 : 1024;
        for (int i = 0; i <= power; i++) unit *= step;
        return true;
    }
}
