using System.Device.Gpio;

namespace Culvert.Hal.Gpio;

/// <summary>Makes ports through System.Device.Gpio's controller, whatever driver is under it. Owns the controller.</summary>
/// <param name="clock">Gives edges their time where the driver does not.</param>
/// <param name="time">Wakes a port at the end of a glitch duration.</param>
/// <param name="thread">The driver's, if it has one that can be asked.</param>
public sealed class GpioDevice(GpioController controller, IMonotonicClock clock, TimeProvider time, IDriverThread? thread = null) : IGpioDevice
{
    public IDriverThread? Thread => thread;

    public IDigitalOutputPort CreateDigitalOutputPort(IPin pin, bool initialState = false)
    {
        int line = Free(pin);
        Try(pin, line, "be driven", () => controller.OpenPin(line, PinMode.Output, initialState ? PinValue.High : PinValue.Low));
        return new GpioOutputPort(controller, pin, line, initialState);
    }

    public IDigitalInputPort CreateDigitalInputPort(IPin pin, ResistorMode resistorMode = ResistorMode.Disabled) => OpenInput(pin, resistorMode);

    public IDigitalInterruptPort CreateDigitalInterruptPort(
        IPin pin, InterruptMode interruptMode, ResistorMode resistorMode, TimeSpan debounceDuration, TimeSpan glitchDuration)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(debounceDuration, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(glitchDuration, TimeSpan.Zero);
        GpioInputPort input = OpenInput(pin, resistorMode);
        GpioInterruptPort? port = null;
        Try(pin, (int)pin.Key, "tell of changes", () =>
            port = new GpioInterruptPort(controller, input, (int)pin.Key, interruptMode, (debounceDuration, glitchDuration), clock, time));
        return port!;
    }

    public void Dispose() => controller.Dispose();

    private GpioInputPort OpenInput(IPin pin, ResistorMode resistor)
    {
        int line = Free(pin);
        Try(pin, line, "be read", () => controller.OpenPin(line, resistor.ToPinMode()));
        return new GpioInputPort(controller, pin, line, resistor);
    }

    private int Free(IPin pin)
    {
        ArgumentNullException.ThrowIfNull(pin);
        if (pin.Key is not int line) throw new PinUnavailableException($"pin {pin.Name} has no GPIO line");
        if (controller.IsPinOpen(line)) throw new PinUnavailableException($"pin {pin.Name} (line {line}) is in use");
        return line;
    }

    private void Try(IPin pin, int line, string what, Action step)
    {
        try
        {
            step();
        }
        catch (Exception problem) when (problem is InvalidOperationException or ArgumentException or IOException or NotSupportedException)
        {
            // Half opened it could not be had a second time.
            if (controller.IsPinOpen(line)) controller.ClosePin(line);
            throw new PinUnavailableException($"pin {pin.Name} (line {line}) cannot {what}: {problem.Message}", problem);
        }
    }
}
