using Culvert.Hal.Watchdog;

namespace Culvert.HalContract.Watchdog;

/// <summary>
/// A running watchdog of a few seconds. On a real machine a check that lets it reset would end the machine with it: there
/// <see cref="CanReset"/> is false.
/// </summary>
public interface IWatchdogRig : IDisposable
{
    IWatchdog Watchdog { get; }

    bool CanReset { get; }

    /// <summary>Whether the machine has been reset.</summary>
    bool HasReset { get; }

    void Pass(TimeSpan time);
}
