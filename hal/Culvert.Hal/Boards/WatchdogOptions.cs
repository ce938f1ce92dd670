namespace Culvert.Hal.Boards;

internal sealed class WatchdogOptions
{
    public string? Device { get; set; }

    public string? Timeout { get; set; }
}
