using Culvert.Control.Leds;

namespace Culvert.Console;

/// <summary>show leds --timing --json.</summary>
public static class LedTimingJson
{
    public static string Render(LedTiming timing)
    {
        ArgumentNullException.ThrowIfNull(timing);
        return Rendering.WriteJson(writer =>
        {
            writer.WriteStartArray();
            foreach ((int? limit, long changes) in timing.Counts)
            {
                writer.WriteStartObject();
                if (limit is { } milliseconds) writer.WriteNumber("atMostMilliseconds", milliseconds);
                else writer.WriteNull("atMostMilliseconds");
                writer.WriteNumber("changes", changes);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        });
    }
}
