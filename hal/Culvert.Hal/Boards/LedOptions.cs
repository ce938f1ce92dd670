namespace Culvert.Hal.Boards;

internal sealed class LedOptions
{
    public string? Pin { get; set; }

    public string? Role { get; set; }

    public int Tunnel { get; set; }

    public bool ActiveLow { get; set; }
}
