using Culvert.Core;
using Culvert.Gateway.Logging;
using Culvert.Gateway.Supervision;
using Culvert.Hal;
using Culvert.Hal.Watchdog;

namespace Culvert.Gateway.Boot;

/// <summary>
/// Has the watchdog from the moment its driver is there until the services are supervised: feeds it while the start gets on, so
/// that a driver or a disk which hangs the first process ends in a reset. One thread says that it gets on, another one feeds.
/// </summary>
/// <param name="isThere">Whether the watchdog's driver has been loaded.</param>
/// <param name="open">Starts the watchdog; null, which it has said then: it cannot be had.</param>
internal sealed class StartWatch(Func<bool> isThere, Func<IWatchdog?> open, IMonotonicClock clock, Log log) : IDisposable
{
    /// <summary>How long the start may take between two signs of life: more than any tool of the disk is given.</summary>
    public static readonly TimeSpan LongestStep = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private IWatchdog? _watchdog;
    private WatchdogFeeder? _feeder;
    private bool _isTaken;
    private Instant _gotOn = clock.Now;
    private SideThread? _thread;

    /// <summary>From now on it is fed once a second.</summary>
    public void Start() => _thread = new SideThread("watchdog", Feed, log);

    /// <summary>One more step of the start is done: takes the watchdog, if that is there now, and gives it its time again.</summary>
    public void GetOn()
    {
        lock (_gate)
        {
            _gotOn = clock.Now;
            if (!_isTaken && isThere()) Take();
        }
    }

    /// <summary>Feeds, while the start gets on.</summary>
    public void HandleTimeout()
    {
        lock (_gate)
        {
            Instant now = clock.Now;
            _feeder?.HandleTimeout(now, mayFeed: now - _gotOn < LongestStep);
        }
    }

    /// <summary>The start is over: whoever takes the watchdog feeds it from now on.</summary>
    /// <returns>Null: there is none.</returns>
    public IWatchdog? HandOver()
    {
        Dispose();
        if (!_isTaken) Take();
        return _watchdog;
    }

    /// <summary>Ends the thread; the watchdog goes on.</summary>
    public void Dispose()
    {
        _thread?.Dispose();
        _thread = null;
    }

    private void Take()
    {
        _isTaken = true;
        _watchdog = open();
        _feeder = new WatchdogFeeder(_watchdog, log);
    }

    private void Feed(ManualResetEventSlim over)
    {
        do HandleTimeout();
        while (!over.Wait(Interval));
    }
}
