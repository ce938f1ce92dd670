using Culvert.Hal.Gpio;
using Culvert.Hal.Nics;

namespace Culvert.Hal.Boards;

/// <summary>What a board is made of, read from its board.json.</summary>
/// <param name="Name">The folder's name: "lab".</param>
public sealed record BoardDescription(string Name)
{
    /// <summary>One line for a person.</summary>
    public string Description { get; init; } = "";

    public GpioDescription Gpio { get; init; } = new(GpioDriverKind.Simulated, null, []);

    /// <summary>Status LED first, then the tunnels' in their order.</summary>
    public IReadOnlyList<LedDescription> Leds { get; init; } = [];

    public IReadOnlyList<ButtonDescription> Buttons { get; init; } = [];

    /// <summary>How the ports are told apart; a role that is not here is not the board's to give.</summary>
    public IReadOnlyDictionary<NicRole, NicMatch> Nics { get; init; } = new Dictionary<NicRole, NicMatch>();

    /// <summary>Null: the board has no serial console.</summary>
    public SerialDescription? Serial { get; init; }

    /// <summary>Null: the board has no watchdog.</summary>
    public WatchdogDescription? Watchdog { get; init; }

    public LedDescription? StatusLed => Leds.FirstOrDefault(led => led.Role == LedRole.Status);

    public IEnumerable<LedDescription> TunnelLeds => Leds.Where(led => led.Role == LedRole.Tunnel).OrderBy(led => led.Tunnel);

    /// <summary>The pin that board.json calls so; null when there is none.</summary>
    public IPin? FindPin(string name) => Gpio.Pins.FirstOrDefault(pin => pin.Name == name);
}
