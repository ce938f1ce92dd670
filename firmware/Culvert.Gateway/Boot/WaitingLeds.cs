using Culvert.Control.Leds;
using Culvert.Core;
using Culvert.Gateway.Hardware;
using Culvert.Gateway.Logging;
using Culvert.Hal;
using Culvert.Hal.Boards;

namespace Culvert.Gateway.Boot;

/// <summary>Shows that the power is to stay on, from a thread of its own: the one that there is has its hands full.</summary>
internal sealed class WaitingLeds : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    private readonly ManualResetEventSlim _over = new();
    private readonly Thread _thread;

    public WaitingLeds(BoardDescription board, IMonotonicClock clock, Log log)
    {
        _thread = new Thread(() => Show(board, clock, log)) { IsBackground = true, Name = "leds" };
        _thread.Start();
    }

    /// <summary>Gives the pins back.</summary>
    public void Dispose()
    {
        _over.Set();
        _thread.Join();
        _over.Dispose();
    }

    private void Show(BoardDescription board, IMonotonicClock clock, Log log)
    {
        using var hardware = new BoardHardware(board, clock);
        var leds = new LedPanel(BoardHardware.LayoutOf(board));
        TimeSpan wait;
        do
        {
            Instant now = clock.Now;
            hardware.Show(leds.Show(now, BoxState.Updating, []), log);
            Deadline next = leds.NextChange(now, BoxState.Updating, []);
            wait = next.IsNever || next.When - now > Longest ? Longest : next.When - now;
        }
        while (!_over.Wait(wait > TimeSpan.Zero ? wait : TimeSpan.Zero));
    }
}
