namespace Culvert.Hal.Linux.Serial;

/// <summary>Speeds as termios numbers them.</summary>
internal static class BaudRates
{
    private static readonly Dictionary<int, uint> Speeds = new()
    {
        [1200] = 0x9,
        [2400] = 0xb,
        [4800] = 0xc,
        [9600] = 0xd,
        [19200] = 0xe,
        [38400] = 0xf,
        [57600] = 0x1001,
        [115200] = 0x1002,
        [230400] = 0x1003,
        [460800] = 0x1004,
        [500000] = 0x1005,
        [576000] = 0x1006,
        [921600] = 0x1007,
        [1000000] = 0x1008,
        [1152000] = 0x1009,
        [1500000] = 0x100a,
        [2000000] = 0x100b,
        [2500000] = 0x100c,
        [3000000] = 0x100d,
        [3500000] = 0x100e,
        [4000000] = 0x100f,
    };

    public static bool TryGetSpeed(int bitsPerSecond, out uint speed) => Speeds.TryGetValue(bitsPerSecond, out speed);
}
