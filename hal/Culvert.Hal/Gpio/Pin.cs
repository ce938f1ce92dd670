namespace Culvert.Hal.Gpio;

/// <summary>A pin known by its line number on the GPIO driver.</summary>
public sealed record Pin(string Name, int Line) : IPin
{
    public object Key => Line;
}
