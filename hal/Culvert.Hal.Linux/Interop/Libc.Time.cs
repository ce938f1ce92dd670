using System.Runtime.InteropServices;

namespace Culvert.Hal.Linux;

/// <summary>Clock and randomness.</summary>
internal static unsafe partial class Libc
{
    public const int ClockRealtime = 0;
    public const int ClockMonotonic = 1;
    public const int ClockBootTime = 7;

    [LibraryImport(Library, EntryPoint = "clock_gettime")]
    public static partial int ClockGetTime(int clock, TimeSpec* time);

    [LibraryImport(Library, EntryPoint = "clock_settime", SetLastError = true)]
    public static partial int SetClock(int clock, TimeSpec* time);

    [LibraryImport(Library, EntryPoint = "getrandom", SetLastError = true)]
    public static partial nint GetRandom(void* buffer, nuint count, uint flags);

    /// <summary>struct timespec of a 64-bit machine.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
