using Culvert.Hal.Watchdog;

namespace Culvert.HalContract.Watchdog;

/// <summary>What every watchdog does.</summary>
public static class WatchdogContract
{
    public static IReadOnlyList<ContractCheck<IWatchdogRig>> All { get; } =
    [
        new("it says what it is and how long it waits", SaysWhatItIs),
        new("fed in time, it never resets", Fed),
        new("unfed, it resets, and feeding comes too late", Unfed),
        new("stopped, it does not reset", Stopped),
        new("disposed of without being stopped, it resets", Abandoned),
    ];

    private static void SaysWhatItIs(IWatchdogRig rig)
    {
        Expect.True(rig.Watchdog.Identity.Length > 0, "it has no name");
        Expect.True(rig.Watchdog.Timeout >= TimeSpan.FromSeconds(1), $"it waits for {rig.Watchdog.Timeout}");
        rig.Watchdog.Stop();
    }

    private static void Fed(IWatchdogRig rig)
    {
        for (int i = 0; i < 6; i++)
        {
            rig.Pass(rig.Watchdog.Timeout / 3);
            rig.Watchdog.Feed();
        }

        Expect.Equal(false, rig.HasReset, "reset although fed");
        rig.Watchdog.Stop();
    }

    private static void Unfed(IWatchdogRig rig)
    {
        Expect.Able(rig.CanReset, "a reset would end the machine that the check runs on");
        rig.Pass(rig.Watchdog.Timeout - TimeSpan.FromMilliseconds(1));
        Expect.Equal(false, rig.HasReset, "reset before its time");
        rig.Pass(TimeSpan.FromMilliseconds(1));
        rig.Watchdog.Feed();
        Expect.Equal(true, rig.HasReset, "reset when unfed");
    }

    private static void Stopped(IWatchdogRig rig)
    {
        TimeSpan timeout = rig.Watchdog.Timeout;
        rig.Watchdog.Stop();
        rig.Pass(timeout * 2);
        Expect.Equal(false, rig.HasReset, "reset although stopped");
    }

    private static void Abandoned(IWatchdogRig rig)
    {
        Expect.Able(rig.CanReset, "a reset would end the machine that the check runs on");
        TimeSpan timeout = rig.Watchdog.Timeout;
        rig.Watchdog.Dispose();
        rig.Pass(timeout);
        Expect.Equal(true, rig.HasReset, "reset when abandoned");
    }
}
