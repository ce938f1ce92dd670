namespace Culvert.Control.Leds;

/// <summary>The LEDs that the board has, by name.</summary>
/// <param name="Status">The one that stands for the whole box; null when there is none.</param>
/// <param name="Tunnels">The ones that stand for tunnels, first tunnel first; null in the place of one that was left out of the board.</param>
public sealed record LedLayout(string? Status, IReadOnlyList<string?> Tunnels)
{
    public static LedLayout None { get; } = new(null, []);
}
