namespace Culvert.Hal.Boards;

internal sealed class GpioOptions
{
    public string? Driver { get; set; }

    public string? Chip { get; set; }

    /// <summary>Line number by pin name.</summary>
    public Dictionary<string, string?> Pins { get; set; } = [];
}
