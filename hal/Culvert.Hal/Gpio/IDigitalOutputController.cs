namespace Culvert.Hal.Gpio;

/// <summary>A device that makes output ports of its pins.</summary>
public interface IDigitalOutputController
{
    /// <summary>Takes the pin and drives it to <paramref name="initialState"/> before anything else happens to it.</summary>
    /// <exception cref="PinUnavailableException">The pin is in use, is not there, or cannot be driven.</exception>
    IDigitalOutputPort CreateDigitalOutputPort(IPin pin, bool initialState = false);
}
