using Culvert.Control.Buttons;
using Culvert.Control.Leds;
using Culvert.Core;
using Culvert.Gateway.Hardware;
using Culvert.Gateway.Logging;
using Culvert.Hal;
using Culvert.Hal.Boards;
using Culvert.Hal.Buttons;
using Culvert.Hal.Leds;

namespace Culvert.Gateway.Loop;

/// <summary>The front of the box: brings the button's line to the engine and the engine's mind to the LEDs.</summary>
internal sealed class FrontPanel(BoardDescription board, BoardHardware hardware, GatewayEngine engine, IMonotonicClock clock, Log log)
{
    private readonly string? _reset = board.Buttons.FirstOrDefault(button => button.Role == ButtonRole.Reset && hardware.Buttons.Names.Contains(button.Name))?.Name;

    private Deadline _nextChange = Deadline.Never;

    /// <summary>How late the LEDs have changed so far.</summary>
    public LedTiming Timing { get; } = new();

    /// <summary>Readable while the button's edges wait.</summary>
    public int Descriptor => hardware.Buttons.Descriptor;

    /// <summary>When the button's line must be read.</summary>
    public Deadline NextDeadline => engine.Control.NextButtonLook;

    /// <summary>What each LED says, and whether its pin is driven so that it is lit.</summary>
    public IReadOnlyList<LedStatus> Leds =>
        [.. engine.Control.GetLeds(clock.Now).Select(led => led with { Lit = hardware.Leds.IsLit(led.Name) ?? led.Lit })];

    /// <summary>Looks at the button as it is now, and lights every lamp for a moment.</summary>
    public void Start()
    {
        if (_reset is not null) engine.FindButton(IsPressed());
        engine.TestLamps();
        ShowLeds();
    }

    public void ShowLeds()
    {
        foreach (LedStatus led in engine.Control.GetLeds(clock.Now))
        {
            if (hardware.Leds.Set(led.Name, led.Lit, ToColor(led.Colour)) is { } problem) log.Warning("board", problem);
        }

        Instant driven = clock.Now;
        if (_nextChange.IsDue(driven)) Timing.Record(driven - _nextChange.When);
        _nextChange = engine.Control.NextLedChange;
    }

    public void TakeEdges()
    {
        foreach (ContactEdge edge in hardware.Buttons.Take())
        {
            if (edge.Button == _reset) engine.TakeEdge(new ButtonEdge(edge.IsPressed, edge.At));
        }
    }

    /// <summary>Reads the button's line if that is due.</summary>
    public void Tick()
    {
        if (!NextDeadline.IsDue(clock.Now)) return;
        // What has happened until now comes before what is so now.
        TakeEdges();
        engine.ReadButton(IsPressed());
    }

    // A line that cannot be read is a button that nobody presses.
    private bool IsPressed() => hardware.Buttons.Look().Any(level => level.Button == _reset && level.IsPressed);

    private static LedColor ToColor(LedColour colour) => colour switch
    {
        LedColour.Green => LedColor.Green,
        LedColour.Amber => LedColor.Amber,
        _ => LedColor.Red,
    };
}
