using Culvert.Control;
using Culvert.Core;
using Culvert.Gateway.Network;
using Culvert.Hal;

namespace Culvert.Gateway.Tests.Network;

public sealed class FailClosedTests
{
    private readonly Machine _machine = new();

    [Fact]
    public void Guard_stands_before_the_tunnels_route()
    {
        _machine.Apply(Machine.Plan());
        int guard = _machine.Network.Changes.IndexOf("add unreachable 10.50.0.0/16 table 254 metric 2000000000");
        int route = _machine.Network.Changes.IndexOf("add 10.50.0.0/16 table 254 metric 100");
        Assert.True(guard >= 0 && guard < route, string.Join('\n', _machine.Network.Changes));
    }

    [Fact]
    public void Guard_outlives_a_crash_and_is_never_away_while_the_next_process_takes_over()
    {
        _machine.Apply(Machine.Plan());
        Assert.False(_machine.IsGuarded("10.50.0.9"));
        _machine.CrashAndRestart();
        Assert.True(_machine.IsGuarded("10.50.0.9"));
        bool alwaysSafe = true;
        _machine.Network.BeforeChange = _ => alwaysSafe &= LeavesSafely("10.50.0.9");
        _machine.Apply(Machine.Plan());
        Assert.True(alwaysSafe);
        Assert.False(_machine.IsGuarded("10.50.0.9"));
    }

    [Fact]
    public void A_lost_tunnel_leaves_the_guard()
    {
        _machine.Apply(Machine.Plan());
        _machine.Apply(Machine.Plan() with { Routes = [] });
        Assert.True(_machine.IsGuarded("10.50.0.9"));
    }

    [Fact]
    public void Guard_goes_with_its_connection()
    {
        _machine.Apply(Machine.Plan());
        _machine.Apply(NetworkPlan.Empty);
        Assert.False(_machine.IsGuarded("10.50.0.9"));
        Assert.DoesNotContain(_machine.Network.Routes, route => route.Type == RouteType.Unreachable && route.Table == KernelRoute.MainTable);
    }

    [Fact]
    public void Failover_never_lets_a_packet_out_in_clear()
    {
        NetworkPlan.TunnelDevice second = new("Tunnel2", "Tunnel2", 1422);
        NetworkPlan before = Machine.Plan() with { Devices = [.. Machine.Plan().Devices, second] };
        NetworkPlan after = before with { Routes = [before.Routes[0] with { Device = "Tunnel2" }] };
        _machine.Apply(before);
        int changes = _machine.Network.Changes.Count;
        bool alwaysCarried = true;
        _machine.Network.BeforeChange = _ => alwaysCarried &= Carrier("10.50.0.9") is "Tunnel1" or "Tunnel2";
        _machine.Apply(after);
        Assert.True(alwaysCarried);
        Assert.Equal("Tunnel2", Carrier("10.50.0.9"));
        Assert.Equal(["replace 10.50.0.0/16 table 254 metric 100"], _machine.Network.Changes.Skip(changes));
    }

    [Fact]
    public void A_missing_tun_leaves_the_guard_and_says_why()
    {
        _machine.TunRefusal = "no TUN device, /dev/net/tun, load the module tun";
        var problem = Assert.Single(_machine.Apply(Machine.Plan()));
        Assert.Equal("Tunnel1", problem.Tunnel);
        Assert.True(problem.IsLasting);
        Assert.True(_machine.IsGuarded("10.50.0.9"));
    }

    [Fact]
    public void One_refused_guard_costs_its_own_route_and_no_other()
    {
        IpPrefix other = IpPrefix.Parse("10.51.0.0/16");
        NetworkPlan plan = Machine.Plan();
        plan = plan with { Guards = [other, .. plan.Guards], Routes = [new NetworkPlan.TunnelRoute(other, "Tunnel1", 100), .. plan.Routes] };
        _machine.Network.BeforeChange = change => Refuse(change, "unreachable 10.51.0.0/16", KernelException.NoDevice);
        IReadOnlyList<NetworkProblem> problems = _machine.Apply(plan);
        Assert.Equal([("", false), ("Tunnel1", true)], problems.Select(problem => (problem.Tunnel, problem.IsOfRoute)));
        Assert.Equal("Tunnel1", Carrier("10.50.0.9"));
        Assert.DoesNotContain(_machine.Network.Routes, route => route.Destination == other);
        Assert.NotEmpty(_machine.Network.Rules);
        _machine.Network.BeforeChange = _ => { };
        Assert.Empty(_machine.Reconciler.Resync());
        Assert.Equal("Tunnel1", Carrier("10.51.0.9"));
    }

    [Fact]
    public void One_refused_WAN_route_costs_no_other_and_no_rule()
    {
        _machine.Network.BeforeChange = change => Refuse(change, "add 10.60.1.0/24 table 17238", KernelException.NoDevice);
        Assert.Equal("", Assert.Single(_machine.Apply(Machine.Plan())).Tunnel);
        Assert.Equal("wan", _machine.Reconciler.FindPath(System.Net.IPAddress.Parse("3.34.222.44"))?.Device);
        Assert.Equal(3, _machine.Network.Rules.Count);
        Assert.Equal("Tunnel1", Carrier("10.50.0.9"));
    }

    [Fact]
    public void A_kernel_without_IPv6_carries_IPv4_and_tells_of_the_network_that_it_cannot_carry()
    {
        IpPrefix other = IpPrefix.Parse("2001:db8:50::/48");
        NetworkPlan plan = Machine.Plan();
        _machine.Network.BeforeChange = change =>
        {
            Refuse(change, "rule IPv6", KernelException.NoFamily);
            Refuse(change, "::/", KernelException.NotSupported);
        };
        Assert.Empty(_machine.Apply(plan));
        plan = plan with { Guards = [other, .. plan.Guards], Routes = [new NetworkPlan.TunnelRoute(other, "Tunnel1", 100), .. plan.Routes] };
        NetworkProblem problem = Assert.Single(_machine.Apply(plan));
        Assert.Equal(("Tunnel1", true), (problem.Tunnel, problem.IsOfRoute));
        Assert.Contains("2001:db8:50::/48", problem.Text, StringComparison.Ordinal);
        Assert.Equal("Tunnel1", Carrier("10.50.0.9"));
    }

    [Fact]
    public void A_device_deleted_by_hand_comes_back()
    {
        _machine.Apply(Machine.Plan());
        _machine.Network.RemoveLink("Tunnel1");
        Assert.True(_machine.IsGuarded("10.50.0.9"));
        _machine.Reconciler.Resync();
        Assert.Equal("Tunnel1", Carrier("10.50.0.9"));
    }

    private static void Refuse(string change, string what, int errno)
    {
        if (change.Contains(what, StringComparison.Ordinal)) throw new KernelException(change, errno, $"errno {errno}");
    }

    private bool LeavesSafely(string destination) => _machine.IsGuarded(destination) || Carrier(destination) == "Tunnel1";

    private string? Carrier(string destination) => _machine.Network.Route(System.Net.IPAddress.Parse(destination)) is { NextHops: [var hop] }
        ? _machine.Network.GetLinks().Single(link => link.Index == hop.LinkIndex).Name
        : null;
}
