using Culvert.Hal;
using Culvert.Hal.Gpio;

namespace Culvert.HalContract.Gpio;

/// <summary>A GPIO device with something outside that moves one pin and looks at another.</summary>
public interface IGpioRig : IDisposable
{
    IGpioDevice Device { get; }

    IMonotonicClock Clock { get; }

    /// <summary>A pin that nothing drives.</summary>
    IPin Output { get; }

    /// <summary>A pin that <see cref="Drive"/> drives.</summary>
    IPin Input { get; }

    /// <summary>A pin whose line the chip does not have.</summary>
    IPin Missing { get; }

    /// <summary>Whether <see cref="Undrive"/> works and the chip has resistors.</summary>
    bool HasResistors { get; }

    /// <summary>Drives <see cref="Input"/> from outside.</summary>
    void Drive(bool level);

    /// <summary>Lets <see cref="Input"/> float.</summary>
    void Undrive();

    /// <summary>The level of <see cref="Output"/> as seen from outside; null where nobody can look.</summary>
    bool? Look();

    /// <summary>Lets this much time pass, and what happened in it be told.</summary>
    void Pass(TimeSpan time);
}
