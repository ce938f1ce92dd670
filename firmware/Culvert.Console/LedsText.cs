using Culvert.Control.Leds;

namespace Culvert.Console;

/// <summary>show leds, for people: the LEDs as they are at this instant, then what each means.</summary>
public static class LedsText
{
    /// <param name="colour">With ANSI escapes.</param>
    public static string Render(IReadOnlyList<LedStatus> leds, bool colour)
    {
        ArgumentNullException.ThrowIfNull(leds);
        if (leds.Count == 0) return "this board has no LEDs\n";
        var table = new TextTable("LED", "PATTERN", "TUNNELS", "MEANING");
        foreach (LedStatus led in leds)
            table.Add(led.Name, led.Pattern.Word(), led.Tunnels.Count == 0 ? "-" : string.Join(", ", led.Tunnels), Meaning(led));
        return $"{LedBar.Render(leds, colour)}\n\n{table}";
    }

    private static string Meaning(LedStatus led) => led.Tunnels.Count == 0 ? MeaningOfStatus(led.Pattern) : MeaningOfTunnel(led.Pattern);

    private static string MeaningOfStatus(LedPattern pattern) => pattern switch
    {
        LedPattern.Heartbeat => "healthy",
        LedPattern.Double => "running, no tunnel up",
        LedPattern.Triple => "fault",
        LedPattern.Blink5Hz => "starting",
        LedPattern.Blink10Hz => "reset armed",
        LedPattern.Updating => "updating",
        LedPattern.Off => "no tunnel here",
        _ => "-",
    };

    private static string MeaningOfTunnel(LedPattern pattern) => pattern switch
    {
        LedPattern.Off => "disabled",
        LedPattern.Blink1Hz => "connecting",
        LedPattern.Double => "refused: a person must act",
        LedPattern.On => "up, idle",
        LedPattern.Traffic => "up, traffic flows",
        LedPattern.Blink5Hz => "suspect",
        _ => "-",
    };
}
