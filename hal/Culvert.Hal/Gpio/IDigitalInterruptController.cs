namespace Culvert.Hal.Gpio;

/// <summary>A device that makes interrupt ports of its pins.</summary>
public interface IDigitalInterruptController
{
    /// <exception cref="PinUnavailableException">The pin is in use, is not there, or cannot tell of changes.</exception>
    IDigitalInterruptPort CreateDigitalInterruptPort(
        IPin pin, InterruptMode interruptMode, ResistorMode resistorMode, TimeSpan debounceDuration, TimeSpan glitchDuration);

    /// <summary>Without filters: every edge is told, with the time at which it came.</summary>
    /// <exception cref="PinUnavailableException">The pin is in use, is not there, or cannot tell of changes.</exception>
    IDigitalInterruptPort CreateDigitalInterruptPort(IPin pin, InterruptMode interruptMode, ResistorMode resistorMode = ResistorMode.Disabled) =>
        CreateDigitalInterruptPort(pin, interruptMode, resistorMode, TimeSpan.Zero, TimeSpan.Zero);
}
