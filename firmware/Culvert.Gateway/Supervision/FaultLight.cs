using Culvert.Control.Leds;
using Culvert.Core;
using Culvert.Gateway.Hardware;

namespace Culvert.Gateway.Supervision;

/// <summary>Shows a fault on the board's LEDs while there is no gateway that could. Takes the pins only for that long.</summary>
/// <param name="open">Takes the pins.</param>
internal sealed class FaultLight(Func<BoardHardware> open, LedPanel panel) : IDisposable
{
    private BoardHardware? _board;

    public Deadline NextDeadline { get; private set; } = Deadline.Never;

    public void Show(Instant now, bool isFault)
    {
        if (!isFault)
        {
            Dispose();
            return;
        }

        _board ??= open();
        foreach (LedStatus led in panel.Show(now, BoxState.Fault, [])) _board.Leds.Set(led.Name, led.Lit);
        NextDeadline = panel.NextChange(now, BoxState.Fault, []);
    }

    public void Dispose()
    {
        _board?.Dispose();
        _board = null;
        NextDeadline = Deadline.Never;
    }
}
