namespace Culvert.Hal.Serial;

/// <summary>What ends a character on the line. Names follow Meadow.Contracts, which has two more that no UART of ours knows.</summary>
public enum StopBits
{
    One = 1,

    Two = 2,
}
