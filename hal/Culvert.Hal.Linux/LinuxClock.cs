using Culvert.Core;

namespace Culvert.Hal.Linux;

/// <summary>CLOCK_BOOTTIME.</summary>
public sealed unsafe class LinuxClock : IMonotonicClock
{
    public Instant Now => new(Read(Libc.ClockBootTime));

    /// <summary>
    /// An instant of CLOCK_MONOTONIC, which stamps the kernel's events and stands still while the machine sleeps. Exact for
    /// what happened since the last sleep; never later than now.
    /// </summary>
    public static Instant FromMonotonic(long nanoseconds)
    {
        // In this order a delay between the two makes the result late, and the bound takes that back.
        long monotonic = Read(Libc.ClockMonotonic);
        long boot = Read(Libc.ClockBootTime);
        return new Instant(Math.Min(boot - monotonic + nanoseconds, boot));
    }

    private static long Read(int clock)
    {
        Libc.TimeSpec time;
        _ = Libc.ClockGetTime(clock, &time);
        return (time.Seconds * 1_000_000_000) + time.Nanoseconds;
    }
}
