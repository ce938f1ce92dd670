using Culvert.Hal.Gpio;

namespace Culvert.Hal.Leds;

/// <summary>An LED of one colour on an output port. Owns the port; dark when disposed.</summary>
public sealed class Led(string name, IDigitalOutputPort port, bool activeLow) : ILed
{
    public string Name { get; } = name;

    public bool IsOn
    {
        get => port.State != activeLow;
        set
        {
            // Most calls change nothing: a write to a GPIO line is a system call.
            if (value != IsOn) port.State = value != activeLow;
        }
    }

    public LedColor Color { get; set; }

    public void Dispose()
    {
        try
        {
            IsOn = false;
        }
        finally
        {
            port.Dispose();
        }
    }
}
