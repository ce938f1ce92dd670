namespace Culvert.Hal.Gpio;

/// <summary>What holds an input while nobody drives it. Names and values follow Meadow.Contracts.</summary>
public enum ResistorMode
{
    /// <summary>The processor's resistors are off; nothing is said of others.</summary>
    Disabled = 0,

    InternalPullDown = 1,

    InternalPullUp = 2,

    /// <summary>A resistor on the board; the processor's are off.</summary>
    ExternalPullDown = 3,

    /// <summary>A resistor on the board; the processor's are off.</summary>
    ExternalPullUp = 4,
}
