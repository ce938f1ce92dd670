using Culvert.Control.Connections;
using Culvert.Core;

namespace Culvert.Control.Tests.Connections;

public sealed class FailoverTests
{
    private readonly Failover _failover = new();

    [Fact]
    public void Nothing_carries_while_nothing_is_up()
    {
        Assert.False(_failover.Choose(At(0), [Not("a"), Not("b")]));
        Assert.Null(_failover.Active);
    }

    [Fact]
    public void The_most_preferred_that_is_up_carries()
    {
        _failover.Choose(At(0), [Not("a"), Up("b", 0), Up("c", 0)]);
        Assert.Equal("b", _failover.Active);
    }

    [Fact]
    public void A_preferred_tunnel_that_never_failed_takes_over_at_once()
    {
        _failover.Choose(At(0), [Not("a"), Up("b", 0)]);
        Assert.True(_failover.Choose(At(1), [Up("a", 1), Up("b", 0)]));
        Assert.Equal("a", _failover.Active);
    }

    [Fact]
    public void Trouble_moves_the_traffic_at_once()
    {
        _failover.Choose(At(0), [Up("a", 0), Up("b", 0)]);
        Assert.True(_failover.Choose(At(5), [Suspect("a", 5), Up("b", 0)]));
        Assert.Equal("b", _failover.Active);
    }

    [Fact]
    public void Traffic_returns_when_the_preferred_tunnel_has_been_back_for_10_s()
    {
        _failover.Choose(At(0), [Suspect("a", 0), Up("b", 0)]);
        Candidate back = Up("a", 20) with { HasFailed = true };
        Assert.False(_failover.Choose(At(20), [back, Up("b", 0)]));
        Assert.Equal(At(30), _failover.NextDeadline.When);
        Assert.False(_failover.Choose(At(29.999), [back, Up("b", 0)]));
        Assert.True(_failover.Choose(At(30), [back, Up("b", 0)]));
        Assert.Equal("a", _failover.Active);
        Assert.True(_failover.NextDeadline.IsNever);
    }

    [Fact]
    public void A_tunnel_that_flaps_does_not_drag_the_traffic_along()
    {
        _failover.Choose(At(0), [Suspect("a", 0), Up("b", 0)]);
        for (int second = 1; second < 100; second += 9)
        {
            Assert.False(_failover.Choose(At(second), [Up("a", second) with { HasFailed = true }, Up("b", 0)]));
            Assert.False(_failover.Choose(At(second + 8), [Suspect("a", second + 8), Up("b", 0)]));
        }

        Assert.Equal("b", _failover.Active);
    }

    [Fact]
    public void With_nothing_better_a_tunnel_in_its_hold_down_carries_at_once()
    {
        _failover.Choose(At(0), [Not("a"), Up("b", 0)]);
        _failover.Choose(At(5), [Up("a", 5) with { HasFailed = true }, Not("b")]);
        Assert.Equal("a", _failover.Active);
    }

    [Fact]
    public void Alone_and_suspect_it_still_carries()
    {
        _failover.Choose(At(0), [Not("a"), Up("b", 0)]);
        Assert.False(_failover.Choose(At(5), [Not("a"), Suspect("b", 5)]));
        Assert.Equal("b", _failover.Active);
        Assert.False(_failover.Choose(At(6), [Suspect("a", 6), Suspect("b", 5)]));
        Assert.Equal("b", _failover.Active);
        Assert.True(_failover.Choose(At(7), [Not("a"), Not("b")]));
        Assert.Null(_failover.Active);
    }

    [Fact]
    public void A_tunnel_taken_out_of_the_configuration_carries_no_more()
    {
        _failover.Choose(At(0), [Up("a", 0), Up("b", 0)]);
        Assert.True(_failover.Choose(At(1), [Up("b", 0)]));
        Assert.Equal("b", _failover.Active);
    }

    private static Candidate Up(string tunnel, double since) => new(tunnel, TunnelState.Up, CanSend: true, At(since), HasFailed: false);

    private static Candidate Suspect(string tunnel, double since) => new(tunnel, TunnelState.Suspect, CanSend: true, At(since), HasFailed: true);

    private static Candidate Not(string tunnel) => new(tunnel, TunnelState.Connecting, CanSend: false, At(0), HasFailed: false);

    private static Instant At(double seconds) => Instant.FromSeconds(100 + seconds);
}
