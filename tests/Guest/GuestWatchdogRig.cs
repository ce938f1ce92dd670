using Culvert.Hal.Boards;
using Culvert.Hal.Linux.Watchdog;
using Culvert.Hal.Watchdog;
using Culvert.HalContract.Watchdog;

namespace Culvert.Guest;

/// <summary>The contract's rig on a watchdog of the kernel, which would take the machine with it.</summary>
internal sealed class GuestWatchdogRig : IWatchdogRig
{
    private readonly LinuxWatchdog _watchdog = LinuxWatchdog.Open(new WatchdogDescription("/dev/watchdog0", TimeSpan.FromSeconds(4)));

    public IWatchdog Watchdog => _watchdog;

    public bool CanReset => false;

    public bool HasReset => false;

    public void Pass(TimeSpan time) => Thread.Sleep(time);

    public void Dispose()
    {
        _watchdog.Stop();
        _watchdog.Dispose();
    }
}
