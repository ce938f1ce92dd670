using Culvert.Gateway.Boot;
using Culvert.Gateway.Logging;
using Culvert.Gateway.Tests.Logging;
using Culvert.Gateway.Tests.Packets;
using Culvert.Hal.Simulated.Watchdog;
using Culvert.Hal.Watchdog;

namespace Culvert.Gateway.Tests.Boot;

public sealed class StartWatchTests : IDisposable
{
    private readonly TestClock _clock = new();
    private readonly WholeText _text = new();
    private readonly Log _log;
    private readonly SimulatedWatchdog _watchdog;
    private readonly StartWatch _watch;
    private bool _isThere;
    private int _opened;

    public StartWatchTests()
    {
        _log = new Log(_text, LogLevel.Info, TimeProvider.System);
        _watchdog = new SimulatedWatchdog(_clock, TimeSpan.FromSeconds(15));
        _watch = new StartWatch(() => _isThere, Open, _clock, _log);
    }

    [Fact]
    public void The_watchdog_is_taken_as_soon_as_its_driver_is_there_and_only_once()
    {
        _watch.GetOn();
        Assert.Equal(0, _opened);
        _isThere = true;
        _watch.GetOn();
        _watch.GetOn();
        Assert.Equal(1, _opened);
        Assert.Same(_watchdog, _watch.HandOver());
        Assert.Equal(1, _opened);
    }

    [Fact]
    public void A_start_that_gets_on_may_take_as_long_as_it_likes()
    {
        _isThere = true;
        for (int step = 0; step < 10; step++)
        {
            _watch.GetOn();
            Pass(StartWatch.LongestStep - TimeSpan.FromSeconds(1));
        }

        Assert.False(_watchdog.HasReset);
    }

    [Fact]
    public void A_start_that_hangs_ends_in_a_reset()
    {
        _isThere = true;
        _watch.GetOn();
        Pass(StartWatch.LongestStep + _watchdog.Timeout);
        Assert.True(_watchdog.HasReset);
        Assert.Contains("is not fed any more", _text.Of(_log), StringComparison.Ordinal);
    }

    [Fact]
    public void Its_own_thread_feeds_it_until_it_is_handed_over()
    {
        _isThere = true;
        _watch.GetOn();
        _clock.Now += TimeSpan.FromSeconds(14);
        _watch.Start();
        _watch.HandOver();
        _clock.Now += TimeSpan.FromSeconds(14);
        Assert.False(_watchdog.HasReset);
        _clock.Now += TimeSpan.FromSeconds(1);
        Assert.True(_watchdog.HasReset);
    }

    [Fact]
    public void A_watchdog_without_a_driver_is_asked_for_at_the_end_so_that_it_is_said()
    {
        _watch.GetOn();
        _watch.HandOver();
        Assert.Equal(1, _opened);
    }

    public void Dispose()
    {
        _watch.Dispose();
        _log.Dispose();
        _text.Dispose();
    }

    private IWatchdog? Open()
    {
        _opened++;
        return _watchdog;
    }

    private void Pass(TimeSpan time)
    {
        for (TimeSpan passed = TimeSpan.Zero; passed < time; passed += TimeSpan.FromSeconds(1))
        {
            _watch.HandleTimeout();
            _clock.Now += TimeSpan.FromSeconds(1);
        }
    }
}
