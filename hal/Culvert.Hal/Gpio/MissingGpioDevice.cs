namespace Culvert.Hal.Gpio;

/// <summary>Stands where there is no GPIO: every pin is unavailable for the same reason.</summary>
/// <param name="reason">A sentence for a person.</param>
public sealed class MissingGpioDevice(string reason) : IGpioDevice
{
    public IDriverThread? Thread => null;

    public IDigitalOutputPort CreateDigitalOutputPort(IPin pin, bool initialState = false) => throw Unavailable(pin);

    public IDigitalInputPort CreateDigitalInputPort(IPin pin, ResistorMode resistorMode = ResistorMode.Disabled) => throw Unavailable(pin);

    public IDigitalInterruptPort CreateDigitalInterruptPort(
        IPin pin, InterruptMode interruptMode, ResistorMode resistorMode, TimeSpan debounceDuration, TimeSpan glitchDuration) => throw Unavailable(pin);

    public void Dispose()
    {
    }

    private PinUnavailableException Unavailable(IPin pin) => new($"pin {pin.Name}: {reason}");
}
