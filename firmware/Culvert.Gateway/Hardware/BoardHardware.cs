using Culvert.Control.Buttons;
using Culvert.Control.Leds;
using Culvert.Gateway.Logging;
using Culvert.Gateway.Supervision;
using Culvert.Hal;
using Culvert.Hal.Boards;
using Culvert.Hal.Buttons;
using Culvert.Hal.Gpio;
using Culvert.Hal.Leds;
using Culvert.Hal.Linux;
using Culvert.Hal.Linux.Gpio;
using Culvert.Hal.Linux.Leds;
using Culvert.Hal.Simulated.Gpio;

namespace Culvert.Gateway.Hardware;

/// <summary>The board's LEDs and buttons, as far as they can be had: what is missing is said, and never ends the gateway.</summary>
internal sealed class BoardHardware : IDisposable
{
    private static readonly TimeSpan LongestTurn = TimeSpan.FromSeconds(2);

    private readonly LinuxWakeSignal _pressed = new();
    private readonly IGpioDevice _pins;
    private readonly string _name;
    private readonly string? _reset;

    public BoardHardware(BoardDescription board, IMonotonicClock clock)
    {
        _name = board.Name;
        if (board.Gpio.Driver == GpioDriverKind.Simulated) Simulated = new SimulatedBoard(board, clock, TimeProvider.System);
        _pins = Simulated?.Pins ?? LinuxGpio.Open(board.Gpio, clock);
        if (_pins.Thread is { } thread) Pulses = [PulseOf(thread)];
        Leds = new BoardLeds(board, _pins, new LinuxKernelLeds());
        Buttons = new BoardButtons(board, _pins, _pressed, clock);
        _reset = board.Buttons.FirstOrDefault(button => button.Role == ButtonRole.Reset && Buttons.Names.Contains(button.Name))?.Name;
    }

    public BoardLeds Leds { get; }

    public BoardButtons Buttons { get; }

    /// <summary>A board whose buttons can be pressed from the command line; null: the board is real.</summary>
    public SimulatedBoard? Simulated { get; }

    /// <summary>Signs of life of the thread that brings edges; none where that cannot be asked, or there is none.</summary>
    public IReadOnlyList<Pulse> Pulses { get; } = [];

    /// <summary>What is missing, a sentence each.</summary>
    public IEnumerable<string> Problems => Leds.Problems.Concat(Buttons.Problems);

    /// <summary>There is a reset button, and it can be had.</summary>
    public bool HasResetButton => _reset is not null;

    /// <summary>The reset button's line now. One that cannot be read is a button that nobody presses.</summary>
    public bool IsResetPressed => Buttons.Look().Any(level => level.Button == _reset && level.IsPressed);

    /// <summary>Takes the edges that wait; those of the reset button, in their order.</summary>
    public IEnumerable<ButtonEdge> TakeResetEdges() =>
        Buttons.Take().Where(edge => edge.Button == _reset).Select(edge => new ButtonEdge(edge.IsPressed, edge.At));

    /// <summary>Drives the LEDs. One that has just failed is said.</summary>
    public void Show(IReadOnlyList<LedStatus> leds, Log log)
    {
        foreach (LedStatus led in leds)
        {
            if (Leds.Set(led.Name, led.Lit, ToColor(led.Colour)) is { } problem) log.Warning("board", problem);
        }
    }

    /// <summary>The same LEDs, lit as their pins are driven.</summary>
    public IReadOnlyList<LedStatus> AsDriven(IReadOnlyList<LedStatus> leds) => [.. leds.Select(led => led with { Lit = Leds.IsLit(led.Name) ?? led.Lit })];

    /// <summary>Says what there is and what is missing.</summary>
    public void Report(Log log)
    {
        foreach (string problem in Problems) log.Warning("board", problem);
        log.Info("board", $"{_name}: LEDs {List(Leds.All.Select(led => led.Name))}; buttons {List(Buttons.Names)}");
    }

    public void Dispose()
    {
        Buttons.Dispose();
        Leds.Dispose();
        _pins.Dispose();
        _pressed.Dispose();
    }

    /// <summary>Asks a thread of hal.</summary>
    internal static Pulse PulseOf(IDriverThread thread)
    {
        var pulse = new Pulse(thread.Name, LongestTurn, thread.Wake);
        thread.Turned = pulse.Answer;
        return pulse;
    }

    /// <summary>The LEDs of a board, as the engine knows them.</summary>
    public static LedLayout LayoutOf(BoardDescription board)
    {
        List<string?> tunnels = [];
        foreach (LedDescription led in board.TunnelLeds)
        {
            while (tunnels.Count < led.Tunnel - 1) tunnels.Add(null);
            tunnels.Add(led.Name);
        }

        return new LedLayout(board.StatusLed?.Name, tunnels);
    }

    private static LedColor ToColor(LedColour colour) => colour switch
    {
        LedColour.Green => LedColor.Green,
        LedColour.Amber => LedColor.Amber,
        _ => LedColor.Red,
    };

    private static string List(IEnumerable<string> names) => string.Join(", ", names.DefaultIfEmpty("none"));
}
