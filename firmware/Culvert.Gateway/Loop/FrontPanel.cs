using Culvert.Control.Buttons;
using Culvert.Control.Leds;
using Culvert.Core;
using Culvert.Gateway.Hardware;
using Culvert.Gateway.Logging;
using Culvert.Hal;

namespace Culvert.Gateway.Loop;

/// <summary>The front of the box: brings the button's line to the engine and the engine's mind to the LEDs.</summary>
internal sealed class FrontPanel(BoardHardware hardware, GatewayEngine engine, IMonotonicClock clock, Log log)
{
    // Finer than the quickest pattern, and nothing beside the system calls between which the board is minded.
    private static readonly TimeSpan MindInterval = TimeSpan.FromMilliseconds(10);

    private Deadline _nextChange = Deadline.Never;
    private Instant _mindAt = Instant.Zero;

    /// <summary>How late the LEDs have changed so far.</summary>
    public LedTiming Timing { get; } = new();

    /// <summary>Readable while the button's edges wait.</summary>
    public int Descriptor => hardware.Buttons.Descriptor;

    /// <summary>When the button's line must be read.</summary>
    public Deadline NextDeadline => engine.Control.NextButtonLook;

    /// <summary>What each LED says, and whether its pin is driven so that it is lit.</summary>
    public IReadOnlyList<LedStatus> Leds => hardware.AsDriven(engine.Control.GetLeds(clock.Now));

    /// <summary>Looks at the button as it is now, and lights every lamp for a moment.</summary>
    public void Start()
    {
        engine.Meanwhile = Mind;
        if (hardware.HasResetButton) engine.FindButton(hardware.IsResetPressed);
        TestLamps();
    }

    /// <summary>Lights every lamp for a moment, from now on.</summary>
    public void TestLamps()
    {
        engine.TestLamps();
        ShowLeds();
    }

    public void ShowLeds()
    {
        hardware.Show(engine.Control.GetLeds(clock.Now), log);
        Instant driven = clock.Now;
        if (_nextChange.IsDue(driven)) Timing.Record(driven - _nextChange.When);
        _nextChange = engine.Control.NextLedChange;
    }

    public void TakeEdges()
    {
        foreach (ButtonEdge edge in hardware.TakeResetEdges()) engine.TakeEdge(edge);
    }

    /// <summary>Reads the button's line if that is due.</summary>
    public void Tick()
    {
        if (!NextDeadline.IsDue(clock.Now)) return;
        // What has happened until now comes before what is so now.
        TakeEdges();
        engine.ReadButton(hardware.IsResetPressed);
    }

    // While the engine is busy with the machine: a hold that nobody looks at would not count. What comes of it is carried out
    // when the engine has time again.
    private void Mind()
    {
        if (clock.Now < _mindAt) return;
        _mindAt = clock.Now + MindInterval;
        foreach (ButtonEdge edge in hardware.TakeResetEdges()) engine.Control.HandleButtonEdge(clock.Now, edge);
        if (NextDeadline.IsDue(clock.Now)) engine.Control.HandleButtonLevel(clock.Now, hardware.IsResetPressed);
        hardware.Show(engine.Control.GetLeds(clock.Now), log);
    }
}
