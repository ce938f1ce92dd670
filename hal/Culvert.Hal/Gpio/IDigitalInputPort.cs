namespace Culvert.Hal.Gpio;

/// <summary>A pin that something else drives.</summary>
public interface IDigitalInputPort : IDigitalPort
{
    /// <summary>The level now; true is high.</summary>
    bool State { get; }

    /// <summary>What holds the pin; setting it reconfigures the pin.</summary>
    ResistorMode Resistor { get; set; }
}
