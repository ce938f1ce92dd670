using Culvert.Core;
using Culvert.Hal.Watchdog;

namespace Culvert.Hal.Simulated.Watchdog;

/// <summary>A watchdog that only notes that it would have reset the machine.</summary>
public sealed class SimulatedWatchdog(IMonotonicClock clock, TimeSpan timeout) : IWatchdog
{
    private Instant? _fed = clock.Now;
    private bool _hasReset;

    public string Identity => "simulated";

    public TimeSpan Timeout { get; } = timeout;

    /// <summary>Whether it has reset the machine by now: once it has, feeding comes too late.</summary>
    public bool HasReset => _hasReset |= _fed is { } fed && clock.Now - fed >= Timeout;

    public void Feed()
    {
        ObjectDisposedException.ThrowIf(_fed is null, this);
        if (!HasReset) _fed = clock.Now;
    }

    public void Stop()
    {
        if (!HasReset) _fed = null;
    }

    /// <summary>Leaves it running.</summary>
    public void Dispose()
    {
    }
}
