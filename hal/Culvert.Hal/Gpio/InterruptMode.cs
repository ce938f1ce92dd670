namespace Culvert.Hal.Gpio;

/// <summary>Which changes of level a port tells of. Names and values follow Meadow.Contracts.</summary>
public enum InterruptMode
{
    /// <summary>None: the port can only be read.</summary>
    None = 0,

    EdgeFalling = 1,

    EdgeRising = 2,

    EdgeBoth = 3,
}
