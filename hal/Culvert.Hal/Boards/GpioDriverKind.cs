namespace Culvert.Hal.Boards;

/// <summary>What drives the pins.</summary>
public enum GpioDriverKind
{
    /// <summary>Pins in memory.</summary>
    Simulated,
}
