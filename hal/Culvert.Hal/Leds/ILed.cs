namespace Culvert.Hal.Leds;

/// <summary>A lamp on the box. Setting it throws <see cref="IOException"/> when the hardware is gone.</summary>
public interface ILed : IDisposable
{
    /// <summary>As the board calls it.</summary>
    string Name { get; }

    bool IsOn { get; set; }

    /// <summary>The colour in which it shines; an LED of one colour has that, whatever is set.</summary>
    LedColor Color { get; set; }
}
