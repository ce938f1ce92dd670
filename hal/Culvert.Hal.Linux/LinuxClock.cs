using Culvert.Core;

namespace Culvert.Hal.Linux;

/// <summary>CLOCK_BOOTTIME.</summary>
public sealed unsafe class LinuxClock : IMonotonicClock
{
    public Instant Now
    {
        get
        {
            Libc.TimeSpec time;
            _ = Libc.ClockGetTime(Libc.ClockBootTime, &time);
            return new Instant((time.Seconds * 1_000_000_000) + time.Nanoseconds);
        }
    }
}
