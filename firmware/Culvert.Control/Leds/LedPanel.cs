using Culvert.Core;

namespace Culvert.Control.Leds;

/// <summary>
/// All LEDs of the board. With more tunnels than LEDs the tunnels go round: LED 1 has tunnels 1, 1 + n, 1 + 2n … A lamp
/// test lights every LED whatever it means, except the status LED while a reset is armed or the storage is rewritten.
/// </summary>
public sealed class LedPanel(LedLayout layout)
{
    /// <summary>How long a lamp test lasts.</summary>
    public static readonly TimeSpan LampTest = TimeSpan.FromSeconds(2);

    private Instant _testUntil = Instant.Zero;

    /// <summary>Lights all LEDs for <see cref="LampTest"/>; one that is under way begins anew.</summary>
    public void StartLampTest(Instant now) => _testUntil = now + LampTest;

    public IReadOnlyList<LedStatus> Show(Instant now, BoxState box, IReadOnlyList<LedTunnel> tunnels) => Drive(now, box, tunnels)
        .Select(led => IsTested(led, now)
            // Amber is both colours of an LED that has two.
            ? new LedStatus(led.Name, led.Tunnels, led.Pattern, Lit: true, LedColour.Amber)
            : new LedStatus(led.Name, led.Tunnels, led.Pattern, led.IsLit(now), led.Colour))
        .ToList();

    /// <summary>When an LED next changes by itself.</summary>
    public Deadline NextChange(Instant now, BoxState box, IReadOnlyList<LedTunnel> tunnels) => Drive(now, box, tunnels)
        .Select(led => IsTested(led, now) ? new Deadline(_testUntil, "lamp test") : LedPatterns.NextChange(led.Pattern, now))
        .Aggregate(Deadline.Never, Deadline.Earliest);

    private bool IsTested(Driven led, Instant now) => now < _testUntil && !led.IsUrgent;

    private IEnumerable<Driven> Drive(Instant now, BoxState box, IReadOnlyList<LedTunnel> tunnels)
    {
        if (layout.Status is not null)
        {
            bool isUrgent = box is BoxState.ResetArmed or BoxState.Updating;
            yield return new Driven(layout.Status, [], LedMeaning.Of(box), LedMeaning.ColourOf(box), Instant.Zero, isUrgent);
        }

        for (int i = 0; i < layout.Tunnels.Count; i++)
        {
            if (layout.Tunnels[i] is not { } name) continue;
            List<LedTunnel> group = tunnels.Where((_, index) => index % layout.Tunnels.Count == i).ToList();
            Instant lastTraffic = group.Select(tunnel => tunnel.LastTraffic).Aggregate(Instant.Zero, Instant.Max);
            TunnelState state = LedMeaning.Worst(group.Select(tunnel => tunnel.State));
            yield return new Driven(
                name,
                group.ConvertAll(tunnel => tunnel.Name),
                LedMeaning.Of(state, now, lastTraffic),
                LedMeaning.ColourOf(state),
                lastTraffic,
                IsUrgent: false);
        }
    }

    private sealed record Driven(
        string Name, IReadOnlyList<string> Tunnels, LedPattern Pattern, LedColour Colour, Instant LastTraffic, bool IsUrgent)
    {
        public bool IsLit(Instant now) => LedPatterns.IsLit(Pattern, now, LastTraffic);
    }
}
