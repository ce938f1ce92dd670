using System.Runtime.InteropServices;

namespace Culvert.Hal.Linux;

/// <summary>Watchdogs (linux/watchdog.h): the same numbers on x64 and arm64.</summary>
internal static unsafe partial class Libc
{
    public const nuint WatchdogGetSupport = 0x80285700;
    public const nuint WatchdogKeepAlive = 0x80045705;
    public const nuint WatchdogSetTimeout = 0xc0045706;
    public const nuint WatchdogGetTimeout = 0x80045707;

    /// <summary>struct watchdog_info.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct WatchdogInfo
    {
        public const int IdentitySize = 32;

        public uint Options;
        public uint FirmwareVersion;
        public fixed byte Identity[IdentitySize];
    }
}
