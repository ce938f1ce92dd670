using System.Device.Gpio;

namespace Culvert.Hal.Gpio;

/// <summary>An output port on System.Device.Gpio. Borrows the controller; gives the pin back when disposed.</summary>
internal sealed class GpioOutputPort(GpioController controller, IPin pin, int line, bool initialState) : IDigitalOutputPort
{
    private bool _state = initialState;
    private bool _disposed;

    public IPin Pin { get; } = pin;

    public bool InitialState { get; } = initialState;

    public bool State
    {
        get => _state;
        set
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            controller.Write(line, value ? PinValue.High : PinValue.Low);
            _state = value;
        }
    }

    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        controller.ClosePin(line);
    }
}
