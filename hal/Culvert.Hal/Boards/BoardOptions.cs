namespace Culvert.Hal.Boards;

/// <summary>
/// The shape of board.json, as the configuration binder fills it: words only, so that <see cref="BoardAssembler"/> judges
/// each by itself and one wrong value costs one part, not the board.
/// </summary>
internal sealed class BoardOptions
{
    public string? Name { get; set; }

    public string? Description { get; set; }

    public GpioOptions Gpio { get; set; } = new();

    public Dictionary<string, LedOptions> Leds { get; set; } = [];

    public Dictionary<string, ButtonOptions> Buttons { get; set; } = [];

    public Dictionary<string, NicOptions> Nics { get; set; } = [];

    public SerialOptions? Serial { get; set; }

    public WatchdogOptions? Watchdog { get; set; }
}
