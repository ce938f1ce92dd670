namespace Culvert.Hal.Serial;

/// <summary>The bit that makes errors visible. Names follow Meadow.Contracts.</summary>
public enum Parity
{
    None,

    Odd,

    Even,
}
