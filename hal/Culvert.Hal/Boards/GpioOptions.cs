namespace Culvert.Hal.Boards;

internal sealed class GpioOptions
{
    public string? Driver { get; set; }

    /// <summary>Line number by pin name.</summary>
    public Dictionary<string, int> Pins { get; set; } = [];
}
