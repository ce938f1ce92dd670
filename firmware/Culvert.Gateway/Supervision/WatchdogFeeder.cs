using Culvert.Core;
using Culvert.Gateway.Logging;
using Culvert.Hal.Watchdog;

namespace Culvert.Gateway.Supervision;

/// <summary>Feeds the hardware watchdog once a second while it may be fed; what it says of a machine that is not well is a reset.</summary>
/// <param name="watchdog">Null: the board has none, or it cannot be had.</param>
internal sealed class WatchdogFeeder(IWatchdog? watchdog, Log log)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private bool _isStarving;

    public Deadline NextDeadline { get; private set; } = watchdog is null ? Deadline.Never : new Deadline(Instant.Zero, "watchdog");

    public void HandleTimeout(Instant now, bool mayFeed)
    {
        if (watchdog is null || !NextDeadline.IsDue(now)) return;
        NextDeadline = new Deadline(now + Interval, "watchdog");
        if (mayFeed) Feed(watchdog);
        else if (!_isStarving) log.Error("init", $"the watchdog is not fed any more; it resets the box in {watchdog.Timeout.TotalSeconds} s unless the gateway recovers");
        _isStarving = !mayFeed;
    }

    // A watchdog that cannot be fed resets the box; until then all goes on.
    private void Feed(IWatchdog watchdog)
    {
        try
        {
            watchdog.Feed();
        }
        catch (IOException problem)
        {
            log.Error("init", $"the watchdog is gone: {problem.Message}");
            NextDeadline = Deadline.Never;
        }
    }
}
