using Culvert.Control.Leds;

namespace Culvert.Console;

/// <summary>show leds --json: a contract.</summary>
public static class LedsJson
{
    public static string Render(IReadOnlyList<LedStatus> leds)
    {
        ArgumentNullException.ThrowIfNull(leds);
        return Rendering.WriteJson(writer =>
        {
            writer.WriteStartArray();
            foreach (LedStatus led in leds)
            {
                writer.WriteStartObject();
                writer.WriteString("name", led.Name);
                writer.WriteStartArray("tunnels");
                foreach (string tunnel in led.Tunnels) writer.WriteStringValue(tunnel);
                writer.WriteEndArray();
                writer.WriteString("pattern", led.Pattern.Word());
                writer.WriteBoolean("lit", led.Lit);
                writer.WriteString("colour", led.Colour.Word());
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        });
    }
}
