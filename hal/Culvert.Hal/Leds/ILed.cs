namespace Culvert.Hal.Leds;

/// <summary>A lamp on the box.</summary>
public interface ILed : IDisposable
{
    /// <summary>As the board calls it.</summary>
    string Name { get; }

    bool IsOn { get; set; }
}
