namespace Culvert.Hal.Boards;

/// <summary>What a board is made of, read from its board.json.</summary>
/// <param name="Name">The folder's name: "lab".</param>
/// <param name="Description">One line for a person.</param>
/// <param name="Leds">Status LED first, then the tunnels' in their order.</param>
public sealed record BoardDescription(string Name, string Description, GpioDriverKind Gpio, IReadOnlyList<LedDescription> Leds)
{
    public LedDescription? StatusLed => Leds.FirstOrDefault(led => led.Role == LedRole.Status);

    public IEnumerable<LedDescription> TunnelLeds => Leds.Where(led => led.Role == LedRole.Tunnel).OrderBy(led => led.Tunnel);
}
