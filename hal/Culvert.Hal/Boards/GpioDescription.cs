using Culvert.Hal.Gpio;

namespace Culvert.Hal.Boards;

/// <param name="Chip">The GPIO chip by its label or its name ("pinctrl-bcm2711", "gpiochip0"); null: the machine has only one.</param>
/// <param name="Pins">Every pin that board.json names.</param>
public sealed record GpioDescription(GpioDriverKind Driver, string? Chip, IReadOnlyList<IPin> Pins);
