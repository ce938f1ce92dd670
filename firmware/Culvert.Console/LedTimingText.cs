using System.Globalization;
using Culvert.Control.Leds;

namespace Culvert.Console;

/// <summary>show leds --timing, for people.</summary>
public static class LedTimingText
{
    public static string Render(LedTiming timing)
    {
        ArgumentNullException.ThrowIfNull(timing);
        var table = new TextTable("LATE BY AT MOST", "CHANGES");
        foreach ((int? limit, long changes) in timing.Counts)
            table.Add(limit is { } milliseconds ? Rendering.Text($"{milliseconds} ms") : "more", changes.ToString(CultureInfo.InvariantCulture));
        return table.ToString();
    }
}
