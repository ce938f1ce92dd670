using Culvert.HalContract;
using Culvert.HalContract.Gpio;
using Culvert.HalContract.Watchdog;

namespace Culvert.Guest;

/// <summary>Every check of the contracts that a guest has devices for.</summary>
internal static class ContractRun
{
    public static void Run()
    {
        Run(GpioContract.All, static () => new GuestGpioRig());
        Run(WatchdogContract.All, static () => new GuestWatchdogRig());
        Outside.Say("done");
    }

    private static void Run<TRig>(IReadOnlyList<ContractCheck<TRig>> checks, Func<TRig> open)
        where TRig : IDisposable
    {
        foreach (ContractCheck<TRig> check in checks) Outside.Say(Judge(check, open));
    }

    private static string Judge<TRig>(ContractCheck<TRig> check, Func<TRig> open)
        where TRig : IDisposable
    {
        try
        {
            using TRig rig = open();
            check.Run(rig);
            return $"passed: {check.Name}";
        }
        catch (ContractSkippedException skipped)
        {
            return $"skipped: {check.Name}: {skipped.Message}";
        }
#pragma warning disable CA1031 // Whatever goes wrong is told to whoever counts.
        catch (Exception failure)
        {
            return $"failed: {check.Name}: {failure.Message}";
        }
#pragma warning restore CA1031
    }
}
