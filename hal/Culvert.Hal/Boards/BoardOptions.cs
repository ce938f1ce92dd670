namespace Culvert.Hal.Boards;

/// <summary>The shape of board.json, as the configuration binder fills it; <see cref="BoardParser"/> judges it.</summary>
internal sealed class BoardOptions
{
    public string? Name { get; set; }

    public string? Description { get; set; }

    public GpioOptions Gpio { get; set; } = new();

    public Dictionary<string, LedOptions> Leds { get; set; } = [];
}
