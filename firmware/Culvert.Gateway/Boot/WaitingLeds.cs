using Culvert.Control.Leds;
using Culvert.Core;
using Culvert.Gateway.Hardware;
using Culvert.Gateway.Logging;
using Culvert.Hal;
using Culvert.Hal.Boards;

namespace Culvert.Gateway.Boot;

/// <summary>Shows that the power is to stay on, from a thread of its own: the one that there is has its hands full.</summary>
/// <param name="open">Takes the pins.</param>
internal sealed class WaitingLeds(BoardDescription board, Func<BoardHardware> open, IMonotonicClock clock, Log log)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    /// <summary>Begins; what is returned gives the pins back.</summary>
    public SideThread Start() => new("leds", Show, log);

    private void Show(ManualResetEventSlim over)
    {
        using BoardHardware hardware = open();
        var leds = new LedPanel(BoardHardware.LayoutOf(board));
        TimeSpan wait;
        do
        {
            Instant now = clock.Now;
            hardware.Show(leds.Show(now, BoxState.Updating, []), log);
            Deadline next = leds.NextChange(now, BoxState.Updating, []);
            wait = next.IsNever || next.When - now > Longest ? Longest : next.When - now;
        }
        while (!over.Wait(wait > TimeSpan.Zero ? wait : TimeSpan.Zero));
    }
}
