using Culvert.Hal.Boot;

namespace Culvert.Hal.Linux.Boot;

/// <summary>CLOCK_REALTIME.</summary>
public sealed unsafe class LinuxWallClock : IWallClock
{
    public DateTimeOffset Now => DateTimeOffset.UtcNow;

    public void Set(DateTimeOffset time)
    {
        var value = new Libc.TimeSpec { Seconds = time.ToUnixTimeSeconds() };
        if (Libc.SetClock(Libc.ClockRealtime, &value) < 0) throw Errno.Last("set the clock");
    }
}
