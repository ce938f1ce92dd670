using Culvert.Hal.Gpio;

namespace Culvert.Hal.Boards;

/// <param name="ActiveLow">Pressed when the pin is low.</param>
/// <param name="Resistor">What holds the pin while the button is not pressed.</param>
public sealed record ButtonDescription(string Name, IPin Pin, ButtonRole Role, bool ActiveLow, ResistorMode Resistor);
