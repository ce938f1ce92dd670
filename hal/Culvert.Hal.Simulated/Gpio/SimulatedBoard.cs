using System.Device.Gpio;
using Culvert.Hal.Boards;
using Culvert.Hal.Gpio;

namespace Culvert.Hal.Simulated.Gpio;

/// <summary>A simulated board's pins with its buttons on them, which can be pressed.</summary>
public sealed class SimulatedBoard : IDisposable
{
    private readonly BoardDescription _board;

    public SimulatedBoard(BoardDescription board, IMonotonicClock clock, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(board);
        _board = board;
        Driver = new SimulatedGpioDriver(clock, time);
        Pins = new GpioDevice(new GpioController(Driver), clock, time);
        // Nobody presses: also where the resistor that would say so is not the processor's.
        foreach (ButtonDescription button in board.Buttons) Driver.Drive(((Pin)button.Pin).Line, button.ActiveLow);
    }

    public SimulatedGpioDriver Driver { get; }

    public IGpioDevice Pins { get; }

    /// <summary>Presses a button for a time, and returns at once.</summary>
    /// <returns>False: the board has no button of that name.</returns>
    public bool TryPress(string name, TimeSpan duration)
    {
        if (_board.Buttons.FirstOrDefault(button => button.Name == name) is not { Pin: Pin pin } found) return false;
        Driver.Press(pin.Line, active: !found.ActiveLow, duration);
        return true;
    }

    public void Dispose() => Pins.Dispose();
}
