namespace Culvert.Hal.Boards;

internal sealed class SerialOptions
{
    public string? Device { get; set; }

    public string? Baud { get; set; }
}
