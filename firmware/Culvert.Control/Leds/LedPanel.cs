using Culvert.Core;

namespace Culvert.Control.Leds;

/// <summary>All LEDs of the board. With more tunnels than LEDs the tunnels go round: LED 1 has tunnels 1, 1 + n, 1 + 2n …</summary>
public sealed class LedPanel(LedLayout layout)
{
    public IReadOnlyList<LedStatus> Show(Instant now, BoxState box, IReadOnlyList<LedTunnel> tunnels) =>
        Drive(now, box, tunnels).Select(led => new LedStatus(led.Name, led.Tunnels, led.Pattern, led.IsLit(now))).ToList();

    /// <summary>When an LED next changes by itself.</summary>
    public Deadline NextChange(Instant now, BoxState box, IReadOnlyList<LedTunnel> tunnels) =>
        Drive(now, box, tunnels).Select(led => LedPatterns.NextChange(led.Pattern, now)).Aggregate(Deadline.Never, Deadline.Earliest);

    private IEnumerable<Driven> Drive(Instant now, BoxState box, IReadOnlyList<LedTunnel> tunnels)
    {
        if (layout.Status is not null) yield return new Driven(layout.Status, [], LedMeaning.Of(box), Instant.Zero);
        for (int i = 0; i < layout.Tunnels.Count; i++)
        {
            List<LedTunnel> group = tunnels.Where((_, index) => index % layout.Tunnels.Count == i).ToList();
            Instant lastTraffic = group.Select(tunnel => tunnel.LastTraffic).Aggregate(Instant.Zero, Instant.Max);
            TunnelState state = LedMeaning.Worst(group.Select(tunnel => tunnel.State));
            yield return new Driven(
                layout.Tunnels[i], group.ConvertAll(tunnel => tunnel.Name), LedMeaning.Of(state, now, lastTraffic), lastTraffic);
        }
    }

    private readonly record struct Driven(string Name, IReadOnlyList<string> Tunnels, LedPattern Pattern, Instant LastTraffic)
    {
        public bool IsLit(Instant now) => LedPatterns.IsLit(Pattern, now, LastTraffic);
    }
}
