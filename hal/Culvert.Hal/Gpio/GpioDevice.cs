using System.Device.Gpio;

namespace Culvert.Hal.Gpio;

/// <summary>Makes ports through System.Device.Gpio's controller, whatever driver is under it. Owns the controller.</summary>
public sealed class GpioDevice(GpioController controller) : IDigitalOutputController, IDisposable
{
    public IDigitalOutputPort CreateDigitalOutputPort(IPin pin, bool initialState = false)
    {
        ArgumentNullException.ThrowIfNull(pin);
        if (pin.Key is not int line) throw new PinUnavailableException($"pin {pin.Name} has no GPIO line");
        if (controller.IsPinOpen(line)) throw new PinUnavailableException($"pin {pin.Name} (line {line}) is in use");
        try
        {
            controller.OpenPin(line, PinMode.Output, initialState ? PinValue.High : PinValue.Low);
        }
        catch (Exception problem) when (problem is InvalidOperationException or ArgumentException or IOException)
        {
            throw new PinUnavailableException($"pin {pin.Name} (line {line}) cannot be driven: {problem.Message}", problem);
        }

        return new GpioOutputPort(controller, pin, line, initialState);
    }

    public void Dispose() => controller.Dispose();
}
