using System.Device.Gpio;

namespace Culvert.Hal.Gpio;

/// <summary>An input port on System.Device.Gpio. Borrows the controller; gives the pin back when disposed.</summary>
internal sealed class GpioInputPort(GpioController controller, IPin pin, int line, ResistorMode resistor) : IDigitalInputPort
{
    private ResistorMode _resistor = resistor;
    private bool _disposed;

    public IPin Pin { get; } = pin;

    public bool State
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return controller.Read(line) == PinValue.High;
        }
    }

    public ResistorMode Resistor
    {
        get => _resistor;
        set
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            controller.SetPinMode(line, value.ToPinMode());
            _resistor = value;
        }
    }

    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        controller.ClosePin(line);
    }
}
