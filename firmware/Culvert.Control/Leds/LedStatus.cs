namespace Culvert.Control.Leds;

/// <summary>What one LED shows at an instant.</summary>
/// <param name="Name">As the board calls it.</param>
/// <param name="Tunnels">The tunnels it stands for; empty for the status LED.</param>
public sealed record LedStatus(string Name, IReadOnlyList<string> Tunnels, LedPattern Pattern, bool Lit);
