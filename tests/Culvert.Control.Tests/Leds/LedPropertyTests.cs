using CsCheck;
using Culvert.Control.Leds;
using Culvert.Core;

namespace Culvert.Control.Tests.Leds;

public sealed class LedPropertyTests
{
    private static readonly LedPanel Panel = new(new LedLayout("status", ["tunnel1", "tunnel2"]));

    // From the first nanosecond to three hundred years after: a clock may jump as far as it likes.
    private static readonly Gen<Instant> AnyTime = Gen.OneOf(Gen.Long[0, 10_000_000_000], Gen.Long[0, long.MaxValue - 1]).Select(ns => new Instant(ns));

    private static readonly Gen<LedPattern> AnyPattern = Gen.Enum<LedPattern>();

    private static readonly Gen<BoxState> AnyBox = Gen.Enum<BoxState>();

    private static readonly Gen<TunnelState> AnyState = Gen.Enum<TunnelState>();

    [Fact]
    public void The_level_lasts_until_the_next_change_and_changes_there()
    {
        Gen.Select(AnyPattern, AnyTime, Gen.Double[0, 1]).Hold((pattern, now, share) =>
        {
            Deadline next = LedPatterns.NextChange(pattern, now);
            Assert.True(next.When > now);
            bool lit = Lit(pattern, now);
            long span = Math.Min(next.When.Nanoseconds - now.Nanoseconds, 5_000_000_000);
            var between = new Instant(now.Nanoseconds + (long)((span - 1) * share));
            Assert.Equal(lit, Lit(pattern, between));
            if (!next.IsNever) Assert.NotEqual(lit, Lit(pattern, next.When));
        });
    }

    [Fact]
    public void What_is_seen_does_not_depend_on_how_one_came_there()
    {
        Gen.Select(AnyPattern, AnyTime, AnyTime.Array[0, 20]).Hold((pattern, now, before) =>
        {
            bool fresh = Lit(pattern, now);
            foreach (Instant earlier in before)
            {
                _ = Lit(pattern, earlier);
                _ = LedPatterns.NextChange(pattern, earlier);
            }

            Assert.Equal(fresh, Lit(pattern, now));
        });
    }

    [Fact]
    public void The_panel_sleeps_through_no_change_and_wakes_later_than_now()
    {
        Gen.Select(AnyBox, AnyState.Array[0, 5], AnyTime, Gen.Double[0, 3], Gen.Double[0, 1]).Hold((box, states, now, traffic, share) =>
        {
            Instant last = Instant.Max(Instant.Zero, now - TimeSpan.FromSeconds(traffic));
            List<LedTunnel> tunnels = [.. states.Select((state, i) => new LedTunnel($"t{i}", state, last))];
            Deadline next = Panel.NextChange(now, box, tunnels);
            Assert.True(next.When > now);
            long span = Math.Min(next.When.Nanoseconds - now.Nanoseconds, 5_000_000_000);
            var between = new Instant(now.Nanoseconds + (long)((span - 1) * share));
            Assert.Equal(Panel.Show(now, box, tunnels).Select(led => led.Lit), Panel.Show(between, box, tunnels).Select(led => led.Lit));
        });
    }

    [Fact]
    public void During_a_lamp_test_all_is_lit_but_a_status_that_must_be_seen_and_then_all_is_as_before()
    {
        Gen.Select(AnyBox, AnyState.Array[0, 5], AnyTime.Where(at => at.Nanoseconds < long.MaxValue / 2), Gen.Double[0, 1]).Hold((box, states, start, share) =>
        {
            List<LedTunnel> tunnels = [.. states.Select((state, i) => new LedTunnel($"t{i}", state, Instant.Zero))];
            var panel = new LedPanel(new LedLayout("status", ["tunnel1", "tunnel2"]));
            panel.StartLampTest(start);
            Instant during = start + ((LedPanel.LampTest - TimeSpan.FromTicks(1)) * share);
            IReadOnlyList<LedStatus> shown = panel.Show(during, box, tunnels);
            Assert.All(shown.Where(led => led.Name != "status"), led => Assert.True(led.Lit));
            bool mustBeSeen = box is BoxState.ResetArmed or BoxState.Updating;
            Assert.Equal(mustBeSeen ? Panel.Show(during, box, tunnels)[0] : shown[0] with { Lit = true, Colour = LedColour.Amber }, shown[0]);
            Assert.Equal(Panel.Show(during, box, tunnels).Select(led => led.Pattern), shown.Select(led => led.Pattern));

            Instant after = start + LedPanel.LampTest;
            Assert.InRange(panel.NextChange(during, box, tunnels).When.Nanoseconds, during.Nanoseconds + 1, after.Nanoseconds);
            Assert.Equal(Panel.Show(after, box, tunnels).Select(led => (led.Lit, led.Colour)), panel.Show(after, box, tunnels).Select(led => (led.Lit, led.Colour)));
        });
    }

    [Fact]
    public void Of_all_that_is_so_the_status_LED_shows_the_most_urgent()
    {
        Gen.Select(Gen.Bool, Gen.Bool, Gen.Bool, Gen.Bool, Gen.Bool).Hold((armed, updating, configured, faulty, up) =>
        {
            List<BoxState> so = [BoxState.Healthy];
            if (armed) so.Add(BoxState.ResetArmed);
            if (updating) so.Add(BoxState.Updating);
            if (!configured) so.Add(BoxState.Booting);
            if (faulty) so.Add(BoxState.Fault);
            if (!up) so.Add(BoxState.NoTunnelUp);
            Assert.Equal(so.Min(), new BoxSigns(armed, updating, configured, faulty, up).MostUrgent);
        });
    }

    private static bool Lit(LedPattern pattern, Instant at) => LedPatterns.IsLit(pattern, at, at);
}
