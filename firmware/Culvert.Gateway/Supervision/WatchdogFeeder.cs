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
    private bool _isGone;

    public Deadline NextDeadline { get; private set; } = watchdog is null ? Deadline.Never : new Deadline(Instant.Zero, "watchdog");

    public void HandleTimeout(Instant now, bool mayFeed)
    {
        if (watchdog is null || !NextDeadline.IsDue(now)) return;
        NextDeadline = new Deadline(now + Interval, "watchdog");
        if (mayFeed) Feed(watchdog);
        else if (!_isStarving) log.Error("init", $"the watchdog is not fed any more; it resets the box in {watchdog.Timeout.TotalSeconds} s unless what hangs recovers");
        _isStarving = !mayFeed;
    }

    // Unfed it resets the box; until then all goes on, and it may come to itself.
    private void Feed(IWatchdog watchdog)
    {
        try
        {
            watchdog.Feed();
            if (_isGone) log.Info("init", "the watchdog can be fed again");
            _isGone = false;
        }
        catch (IOException problem)
        {
            if (!_isGone) log.Error("init", $"the watchdog cannot be fed, it is tried every second: {problem.Message}");
            _isGone = true;
        }
    }
}
