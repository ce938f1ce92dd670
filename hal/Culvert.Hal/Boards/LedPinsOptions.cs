namespace Culvert.Hal.Boards;

internal sealed class LedPinsOptions
{
    public string? Green { get; set; }

    public string? Red { get; set; }
}
