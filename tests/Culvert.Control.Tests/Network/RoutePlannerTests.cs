using System.Net;
using Culvert.Control.Network;
using Culvert.Core;

namespace Culvert.Control.Tests.Network;

public sealed class RoutePlannerTests
{
    [Fact]
    public void The_active_tunnel_has_the_lowest_metric_and_standbys_follow_in_preference()
    {
        NetworkPlan plan = Plan(["10.50.0.0/16"], Tunnel("t1"), Tunnel("t2", active: true), Tunnel("t3"));
        Assert.Equal([Route("10.50.0.0/16", "t1", 20), Route("10.50.0.0/16", "t2", 10), Route("10.50.0.0/16", "t3", 40)], plan.Routes);
    }

    [Fact]
    public void Routes_go_only_into_tunnels_that_carry_and_guards_stay()
    {
        NetworkPlan plan = Plan(["10.50.0.0/16"], Tunnel("t1", carries: false), Tunnel("t2", carries: false));
        Assert.Empty(plan.Routes);
        Assert.Equal([IpPrefix.Parse("10.50.0.0/16")], plan.Guards);
        Assert.Equal(["t1", "t2"], plan.Devices.Select(device => device.Device));
    }

    [Theory]
    [InlineData("0.0.0.0/0", "0.0.0.0/1", "128.0.0.0/1")]
    [InlineData("::/0", "::/1", "8000::/1")]
    public void A_default_route_is_its_two_halves_route_and_guard_alike(string network, string lower, string upper)
    {
        NetworkPlan plan = Plan([network], Tunnel("t1", active: true));
        Assert.Equal([Route(lower, "t1", 10), Route(upper, "t1", 10)], plan.Routes);
        Assert.Equal([IpPrefix.Parse(lower), IpPrefix.Parse(upper)], plan.Guards);
    }

    [Fact]
    public void A_second_connection_to_the_same_network_comes_after_the_first()
    {
        NetworkPlan plan = RoutePlanner.Plan([Connection(["10.50.0.0/16"], [Tunnel("a", active: true)]), Connection(["10.50.0.0/16"], [Tunnel("b", active: true)])]);
        Assert.Equal([Route("10.50.0.0/16", "a", 10), Route("10.50.0.0/16", "b", 1010)], plan.Routes);
        Assert.Single(plan.Guards);
    }

    [Fact]
    public void Lan_networks_and_peers_are_named_once()
    {
        NetworkPlan plan = RoutePlanner.Plan([Connection(["10.50.0.0/16"], [Tunnel("a")]), Connection(["10.51.0.0/16"], [Tunnel("b")])]);
        Assert.Equal([IpPrefix.Parse("10.60.0.0/16")], plan.LanNetworks);
        Assert.Equal([IPAddress.Parse("192.0.2.1")], plan.Peers);
    }

    [Fact]
    public void Plans_are_the_same_when_their_content_is()
    {
        Assert.True(NetworkPlans.Same(Plan(["10.50.0.0/16"], Tunnel("t1")), Plan(["10.50.0.0/16"], Tunnel("t1"))));
        Assert.False(NetworkPlans.Same(Plan(["10.50.0.0/16"], Tunnel("t1")), Plan(["10.50.0.0/16"], Tunnel("t1", active: true))));
        Assert.False(NetworkPlans.Same(Plan(["10.50.0.0/16"], Tunnel("t1")), Plan(["10.51.0.0/16"], Tunnel("t1"))));
    }

    private static NetworkPlan Plan(string[] remote, params TunnelPlanInput[] tunnels) => RoutePlanner.Plan([Connection(remote, tunnels)]);

    private static ConnectionPlanInput Connection(string[] remote, TunnelPlanInput[] tunnels) =>
        new([IpPrefix.Parse("10.60.0.0/16")], remote.Select(IpPrefix.Parse).ToList(), tunnels, [IPAddress.Parse("192.0.2.1")]);

    private static TunnelPlanInput Tunnel(string name, bool active = false, bool carries = true) => new(name, name, 1422, active, carries);

    private static NetworkPlan.TunnelRoute Route(string prefix, string device, int metric) => new(IpPrefix.Parse(prefix), device, metric);
}
