using Culvert.Control.Leds;
using Culvert.Core;

namespace Culvert.Control.Tests.Leds;

public sealed class LedPanelTests
{
    private static readonly Instant Now = Instant.FromSeconds(100);
    private static readonly LedPanel Lab = new(new LedLayout("status", ["tunnel1", "tunnel2"]));

    [Theory]
    [InlineData(TunnelState.Disabled, LedPattern.Off)]
    [InlineData(TunnelState.Connecting, LedPattern.Blink1Hz)]
    [InlineData(TunnelState.Refused, LedPattern.Double)]
    [InlineData(TunnelState.Up, LedPattern.On)]
    [InlineData(TunnelState.Suspect, LedPattern.Blink5Hz)]
    public void A_tunnel_state_has_its_pattern(TunnelState state, LedPattern pattern) =>
        Assert.Equal(pattern, Lab.Show(Now, BoxState.Healthy, [Tunnel("a", state)])[1].Pattern);

    [Theory]
    [InlineData(BoxState.ResetArmed, LedPattern.Blink10Hz)]
    [InlineData(BoxState.Updating, LedPattern.Updating)]
    [InlineData(BoxState.Booting, LedPattern.Blink5Hz)]
    [InlineData(BoxState.Healthy, LedPattern.Heartbeat)]
    [InlineData(BoxState.NoTunnelUp, LedPattern.Double)]
    [InlineData(BoxState.Fault, LedPattern.Triple)]
    public void The_status_led_stands_for_the_box(BoxState box, LedPattern pattern)
    {
        LedStatus status = Lab.Show(Now, box, [])[0];
        Assert.Equal("status", status.Name);
        Assert.Empty(status.Tunnels);
        Assert.Equal(pattern, status.Pattern);
    }

    [Fact]
    public void An_LED_keeps_its_tunnel_when_the_one_before_it_was_left_out_of_the_board()
    {
        var panel = new LedPanel(new LedLayout(null, [null, "tunnel2"]));
        LedTunnel[] tunnels = [.. Enumerable.Range(1, 4).Select(number => new LedTunnel($"T{number}", TunnelState.Up, Instant.Zero))];
        LedStatus led = Assert.Single(panel.Show(Instant.FromSeconds(1), BoxState.Healthy, tunnels));
        Assert.Equal(("tunnel2", "T2 T4"), (led.Name, string.Join(' ', led.Tunnels)));
    }

    [Fact]
    public void An_up_tunnel_shows_traffic_for_a_second_after_a_packet()
    {
        Assert.Equal(LedPattern.Traffic, PatternAfterPacket(0.999));
        Assert.Equal(LedPattern.On, PatternAfterPacket(1.001));

        static LedPattern PatternAfterPacket(double seconds) =>
            Lab.Show(Now, BoxState.Healthy, [new LedTunnel("a", TunnelState.Up, Now - TimeSpan.FromSeconds(seconds))])[1].Pattern;
    }

    [Fact]
    public void The_colour_tells_nothing_that_the_pattern_does_not()
    {
        Assert.All(Enum.GetValues<BoxState>().GroupBy(LedMeaning.Of), same => Assert.Single(same.Select(LedMeaning.ColourOf).Distinct()));
        Assert.All(
            Enum.GetValues<TunnelState>().GroupBy(state => LedMeaning.Of(state, Now, Instant.Zero)),
            same => Assert.Single(same.Select(LedMeaning.ColourOf).Distinct()));
    }

    [Theory]
    [InlineData(TunnelState.Refused, LedColour.Red)]
    [InlineData(TunnelState.Suspect, LedColour.Amber)]
    [InlineData(TunnelState.Up, LedColour.Green)]
    public void An_LED_of_two_colours_adds_one(TunnelState state, LedColour colour) =>
        Assert.Equal(colour, Lab.Show(Now, BoxState.Healthy, [Tunnel("a", state)])[1].Colour);

    [Fact]
    public void A_led_without_a_tunnel_is_dark()
    {
        LedStatus spare = Lab.Show(Now, BoxState.Healthy, [Tunnel("a", TunnelState.Up)])[2];
        Assert.Equal(LedPattern.Off, spare.Pattern);
        Assert.False(spare.Lit);
        Assert.Empty(spare.Tunnels);
    }

    [Fact]
    public void More_tunnels_than_leds_go_round_and_the_worst_shows()
    {
        IReadOnlyList<LedStatus> leds = Lab.Show(
            Now, BoxState.Healthy, [Tunnel("a", TunnelState.Up), Tunnel("b", TunnelState.Up), Tunnel("c", TunnelState.Refused), Tunnel("d", TunnelState.Disabled)]);
        Assert.Equal(["a", "c"], leds[1].Tunnels);
        Assert.Equal(["b", "d"], leds[2].Tunnels);
        Assert.Equal(LedPattern.Double, leds[1].Pattern);
        Assert.Equal(LedPattern.On, leds[2].Pattern);
    }

    [Theory]
    [InlineData(TunnelState.Refused, TunnelState.Connecting)]
    [InlineData(TunnelState.Connecting, TunnelState.Suspect)]
    [InlineData(TunnelState.Suspect, TunnelState.Up)]
    [InlineData(TunnelState.Up, TunnelState.Disabled)]
    public void The_worse_state_wins_in_either_order(TunnelState worse, TunnelState better)
    {
        Assert.Equal(worse, LedMeaning.Worst([worse, better]));
        Assert.Equal(worse, LedMeaning.Worst([better, worse]));
    }

    [Fact]
    public void The_panel_wakes_for_its_fastest_led_only()
    {
        Assert.True(new LedPanel(LedLayout.None).NextChange(Now, BoxState.Healthy, []).IsNever);
        Deadline next = Lab.NextChange(Now, BoxState.Healthy, [Tunnel("a", TunnelState.Suspect)]);
        Assert.Equal(Now + TimeSpan.FromMilliseconds(100), next.When);
    }

    private static LedTunnel Tunnel(string name, TunnelState state) => new(name, state, Instant.Zero);
}
