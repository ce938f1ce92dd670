namespace Culvert.Hal.Gpio;

/// <summary>A device that makes input ports of its pins.</summary>
public interface IDigitalInputController
{
    /// <exception cref="PinUnavailableException">The pin is in use, is not there, or cannot be read.</exception>
    IDigitalInputPort CreateDigitalInputPort(IPin pin, ResistorMode resistorMode = ResistorMode.Disabled);
}
