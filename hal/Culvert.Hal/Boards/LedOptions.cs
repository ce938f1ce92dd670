namespace Culvert.Hal.Boards;

internal sealed class LedOptions
{
    public string? Pin { get; set; }

    public LedPinsOptions? Pins { get; set; }

    public string? Sysfs { get; set; }

    public string? Role { get; set; }

    public string? Tunnel { get; set; }

    public string? ActiveLow { get; set; }
}
