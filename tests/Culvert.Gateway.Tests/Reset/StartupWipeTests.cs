using System.Net;
using Culvert.Control.Leds;
using Culvert.Core;
using Culvert.Gateway.Configuration;
using Culvert.Gateway.Hardware;
using Culvert.Gateway.Logging;
using Culvert.Gateway.Reset;
using Culvert.Gateway.Supervision;
using Culvert.Gateway.Tests.Supervision;
using Culvert.Hal;
using Culvert.Hal.Boards;
using Culvert.Hal.Linux;
using Culvert.Hal.Simulated;

namespace Culvert.Gateway.Tests.Reset;

/// <summary>A wipe that takes its time at the start. The store waits for the test; so does time.</summary>
public sealed class StartupWipeTests : IDisposable
{
    private const int StatusLine = 0;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly StringWriter _written = new();
    private readonly Log _log;
    private readonly SharedClock _clock = new();
    private readonly LinuxWakeSignal _finished = new();
    private readonly SemaphoreSlim _parts = new(0);
    private readonly BoardDescription _lab = BoardCatalog.Find("lab").Board;
    private readonly BoardHardware _hardware;
    private readonly Manager _manager = new();
    private volatile bool _isLast;

    public StartupWipeTests()
    {
        _log = new Log(_written, LogLevel.Info, TimeProvider.System);
        _hardware = new BoardHardware(_lab, _clock);
    }

    [Fact]
    public async Task Meanwhile_the_status_LED_says_so_and_the_service_manager_hears_of_it()
    {
        Task<bool> run = Start(WipePartByPart);
        HashSet<bool> lit = [];
        for (int turn = 1; turn <= 60; turn++)
        {
            _parts.Release();
            Turn(0.05);
            lit.Add(_hardware.Simulated!.Driver.Level(StatusLine));
        }

        Assert.Equal(2, lit.Count);
        Assert.False(run.IsCompleted);
        _isLast = true;
        _parts.Release();
        Assert.True(await run.WaitAsync(Limit));
        Assert.InRange(_manager.Busy, 3, 4);
    }

    [Fact]
    public async Task A_wipe_that_is_stuck_is_no_longer_excused()
    {
        Task<bool> run = Start(WipePartByPart);
        Turn(1);
        Turn(301);
        int heard = _manager.Busy;
        Turn(1);
        Turn(1);
        Assert.Equal(heard, _manager.Busy);
        _isLast = true;
        _parts.Release();
        Assert.True(await run.WaitAsync(Limit));
    }

    [Fact]
    public async Task A_disk_that_refuses_is_the_end_of_the_start()
    {
        Task<bool> run = Start(_ => throw new IOException("input/output error"));
        Assert.Contains("input/output error", (await Assert.ThrowsAsync<UserException>(() => run.WaitAsync(Limit))).Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _hardware.Dispose();
        _log.Dispose();
        _finished.Dispose();
        _parts.Dispose();
        _written.Dispose();
    }

    private Task<bool> Start(Action<Action> work) => Task.Run(() =>
    {
        using var wipe = new DataWipe(new SlowDataStore(work), new ConfigStore(new SimulatedStorage(), "/nowhere/culvert"));
        var thread = new ResetThread(wipe, _finished);
        return new StartupWipe(wipe, thread, _finished, _hardware, new LedPanel(BoardHardware.LayoutOf(_lab)), _manager, _clock, _log).Run();
    });

    private void WipePartByPart(Action progress)
    {
        while (!_isLast)
        {
            _parts.Wait(Limit);
            progress();
        }
    }

    // Time goes on, and at least one whole turn of the loop, which looks at the clock twice, sees it.
    private void Turn(double seconds)
    {
        _clock.Now += TimeSpan.FromSeconds(seconds);
        int before = _clock.Looks;
        Assert.True(SpinWait.SpinUntil(
            () =>
            {
                _finished.Raise();
                return _clock.Looks >= before + 4;
            },
            Limit));
    }

    private sealed class SharedClock : IMonotonicClock
    {
        private long _now = Instant.FromSeconds(100).Nanoseconds;
        private int _looks;

        public int Looks => Volatile.Read(ref _looks);

        public Instant Now
        {
            get
            {
                Interlocked.Increment(ref _looks);
                return new Instant(Interlocked.Read(ref _now));
            }
            set => Interlocked.Exchange(ref _now, value.Nanoseconds);
        }
    }

    private sealed class Manager : IServiceManager
    {
        private int _busy;

        public int Busy => Volatile.Read(ref _busy);

        public void TellReady()
        {
        }

        public void TellBusy() => Interlocked.Increment(ref _busy);

        public void TellAlive(bool isButtonEnabled, IReadOnlyList<IPAddress>? timeServers)
        {
        }
    }
}
