namespace Culvert.Hal.Boards;

/// <summary>What drives the pins.</summary>
public enum GpioDriverKind
{
    /// <summary>Pins in memory.</summary>
    Simulated,

    /// <summary>The kernel's GPIO character device, spoken to directly.</summary>
    Chardev,

    /// <summary>The kernel's GPIO character device through the library libgpiod, which must be installed.</summary>
    Libgpiod,
}
