using Culvert.Control.Leds;
using Culvert.Gateway.Logging;
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
    private readonly LinuxWakeSignal _pressed = new();
    private readonly IGpioDevice _pins;
    private readonly string _name;

    public BoardHardware(BoardDescription board, IMonotonicClock clock)
    {
        _name = board.Name;
        if (board.Gpio.Driver == GpioDriverKind.Simulated) Simulated = new SimulatedBoard(board, clock, TimeProvider.System);
        _pins = Simulated?.Pins ?? LinuxGpio.Open(board.Gpio, clock);
        Leds = new BoardLeds(board, _pins, new LinuxKernelLeds());
        Buttons = new BoardButtons(board, _pins, _pressed, clock);
    }

    public BoardLeds Leds { get; }

    public BoardButtons Buttons { get; }

    /// <summary>A board whose buttons can be pressed from the command line; null: the board is real.</summary>
    public SimulatedBoard? Simulated { get; }

    /// <summary>Says what there is and what is missing.</summary>
    public void Report(Log log)
    {
        foreach (string problem in Leds.Problems.Concat(Buttons.Problems)) log.Warning("board", problem);
        log.Info("board", $"{_name}: LEDs {List(Leds.All.Select(led => led.Name))}; buttons {List(Buttons.Names)}");
    }

    public void Dispose()
    {
        Buttons.Dispose();
        Leds.Dispose();
        _pins.Dispose();
        _pressed.Dispose();
    }

    /// <summary>The LEDs of a board, as the engine knows them.</summary>
    public static LedLayout LayoutOf(BoardDescription board) => new(board.StatusLed?.Name, [.. board.TunnelLeds.Select(led => led.Name)]);

    private static string List(IEnumerable<string> names) => string.Join(", ", names.DefaultIfEmpty("none"));
}
