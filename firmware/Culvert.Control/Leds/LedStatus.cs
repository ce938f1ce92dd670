namespace Culvert.Control.Leds;

/// <summary>What one LED shows at an instant.</summary>
/// <param name="Name">As the board calls it.</param>
/// <param name="Tunnels">The tunnels it stands for; empty for the status LED.</param>
/// <param name="Pattern">What it has to say, also while a lamp test lights it.</param>
/// <param name="Colour">For an LED of two colours; one of one colour has only that.</param>
public sealed record LedStatus(string Name, IReadOnlyList<string> Tunnels, LedPattern Pattern, bool Lit, LedColour Colour = LedColour.Green);
