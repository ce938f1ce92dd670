namespace Culvert.Hal.Gpio;

/// <summary>A pin that we drive. True is the high level, whatever hangs on it.</summary>
public interface IDigitalOutputPort : IDigitalPort
{
    /// <summary>The level that the pin was given when the port was made.</summary>
    bool InitialState { get; }

    /// <summary>The level that the pin is driven to.</summary>
    bool State { get; set; }
}
