using System.Net;
using Culvert.Core;
using Culvert.Gateway.Network;
using Culvert.Hal;

namespace Culvert.Gateway.Tests.Network;

public sealed class NoLoopTests
{
    private static readonly IPAddress Peer = IPAddress.Parse("3.34.222.44");
    private readonly Machine _machine = new();

    [Theory]
    [InlineData("0.0.0.0/1")]
    [InlineData("3.34.0.0/16")]
    [InlineData("3.34.222.44/32")]
    public void Marked_packets_take_the_WAN_whatever_the_tunnel_covers(string remote)
    {
        _machine.Apply(Machine.Plan(remote));
        Assert.Equal("wan", _machine.Reconciler.FindPath(Peer)?.Device);
    }

    [Fact]
    public void A_new_WAN_route_is_followed()
    {
        _machine.Apply(Machine.Plan("0.0.0.0/1"));
        int backup = _machine.AddDevice("lte");
        _machine.Network.AddAddress(backup, "198.51.100.7", 24);
        _machine.Network.RemoveForeignRoute(_machine.DefaultRoute);
        _machine.Network.AddForeignRoute(_machine.DefaultRoute with { NextHops = [new NextHop(backup)] });
        _machine.Reconciler.Resync();
        Assert.Equal("lte", _machine.Reconciler.FindPath(Peer)?.Device);
    }

    [Fact]
    public void A_configured_WAN_is_taken_although_another_device_has_a_better_route()
    {
        int backup = _machine.AddDevice("lte");
        _machine.Network.AddAddress(backup, "198.51.100.7", 24);
        _machine.Network.RemoveForeignRoute(_machine.DefaultRoute);
        _machine.Network.AddForeignRoute(_machine.DefaultRoute with { Metric = 100 });
        _machine.Network.AddForeignRoute(_machine.DefaultRoute with { Metric = 50, NextHops = [new NextHop(backup)] });
        Assert.Equal("lte", PathBy(wanDevice: null));
        Assert.Equal("wan", PathBy("wan"));
        Assert.Null(PathBy("other"));

        string? PathBy(string? wanDevice)
        {
            _machine.Reconciler.Nics = new NicDevices(wanDevice, null);
            _machine.Reconciler.PreparePaths([Peer]);
            return _machine.Reconciler.FindPath(Peer)?.Device;
        }
    }

    [Fact]
    public void Without_a_WAN_route_there_is_no_path_rather_than_one_into_the_tunnel()
    {
        _machine.Apply(Machine.Plan("0.0.0.0/1"));
        _machine.Network.RemoveForeignRoute(_machine.DefaultRoute);
        _machine.Reconciler.Resync();
        Assert.Null(_machine.Reconciler.FindPath(Peer));
    }

    [Fact]
    public void The_reverse_path_check_of_a_peer_looks_at_the_WAN_table()
    {
        _machine.Apply(Machine.Plan("0.0.0.0/1"));
        Assert.Contains(_machine.Network.Rules, rule => rule.LocalTo == IpPrefix.Host(Peer) && rule.Table == RoutingMarks.WanTable);
        _machine.Apply(Machine.Plan("0.0.0.0/1", peer: "3.34.222.45"));
        Assert.DoesNotContain(_machine.Network.Rules, rule => rule.LocalTo == IpPrefix.Host(Peer));
    }

    [Fact]
    public void Looking_again_changes_nothing()
    {
        _machine.Apply(Machine.Plan());
        int changes = _machine.Network.Changes.Count;
        int writes = _machine.Sysctl.Writes.Count;
        _machine.Reconciler.Resync();
        Assert.Equal(changes, _machine.Network.Changes.Count);
        Assert.Equal(writes, _machine.Sysctl.Writes.Count);
    }
}
