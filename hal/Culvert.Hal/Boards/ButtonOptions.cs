namespace Culvert.Hal.Boards;

internal sealed class ButtonOptions
{
    public string? Pin { get; set; }

    public string? Role { get; set; }

    public string? ActiveLow { get; set; }

    public string? Resistor { get; set; }
}
