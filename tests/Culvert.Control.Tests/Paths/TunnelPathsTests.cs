using System.Net;
using Culvert.Control.Paths;
using Culvert.Core;
using Culvert.Crypto;
using Culvert.Ike;

namespace Culvert.Control.Tests.Paths;

public sealed class TunnelPathsTests
{
    private readonly TunnelPaths _paths = new("t");

    [Fact]
    public void A_ready_child_is_installed_inbound_first()
    {
        PathChange[] changes = Handle(new IkeEvent.ChildInstalled("t", Child(1), OutboundReady: true));
        Assert.Equal(1u, Assert.IsType<PathChange.InstallInbound>(changes[0]).Sa.Spi);
        Assert.Equal(0x101u, Assert.IsType<PathChange.UseOutbound>(changes[1]).Sa.Spi);
    }

    [Fact]
    public void A_rekeying_responder_keeps_the_outbound_half_until_it_is_ready()
    {
        Handle(new IkeEvent.ChildInstalled("t", Child(1), OutboundReady: true));
        Assert.IsType<PathChange.InstallInbound>(Assert.Single(Handle(new IkeEvent.ChildInstalled("t", Child(2), OutboundReady: false))));
        PathChange[] changes = Handle(new IkeEvent.ChildOutboundReady("t", 2), new IkeEvent.ChildOutboundStopped("t", 1));
        Assert.Equal(0x102u, Assert.IsType<PathChange.UseOutbound>(changes[0]).Sa.Spi);
        Assert.Equal([new PathChange.StopOutbound("t", 0x101)], changes[1..]);
        Assert.Empty(Handle(new IkeEvent.ChildOutboundReady("t", 2)));
    }

    [Fact]
    public void Stopping_the_child_in_use_stops_the_tunnel()
    {
        Handle(new IkeEvent.ChildInstalled("t", Child(1), OutboundReady: true));
        Assert.Equal([new PathChange.StopOutbound("t", 0x101)], Handle(new IkeEvent.ChildOutboundStopped("t", 1)));
        Assert.False(_paths.IsEmpty);
        Assert.False(_paths.CanSend);
    }

    [Fact]
    public void Between_an_old_child_and_its_successor_there_is_no_gap()
    {
        Handle(new IkeEvent.ChildInstalled("t", Child(1), OutboundReady: true));
        PathChange[] changes = Handle(new IkeEvent.ChildOutboundStopped("t", 1), new IkeEvent.ChildInstalled("t", Child(2), OutboundReady: true));
        Assert.Equal(
            [typeof(PathChange.InstallInbound), typeof(PathChange.UseOutbound), typeof(PathChange.StopOutbound)], changes.Select(change => change.GetType()));
        Assert.Equal([new PathChange.RemoveInbound("t", 1)], Handle(new IkeEvent.ChildRemoved("t", 1, 0x101)));
    }

    [Fact]
    public void A_child_that_comes_and_goes_at_once_leaves_the_one_in_use_alone()
    {
        Handle(new IkeEvent.ChildInstalled("t", Child(1), OutboundReady: true));
        PathChange[] changes = Handle(new IkeEvent.ChildInstalled("t", Child(2), OutboundReady: true), new IkeEvent.ChildOutboundStopped("t", 2));
        Assert.Equal(2u, Assert.IsType<PathChange.InstallInbound>(Assert.Single(changes)).Sa.Spi);
    }

    [Fact]
    public void When_the_successor_stops_the_old_one_carries_on_and_is_not_handed_on_again()
    {
        Handle(new IkeEvent.ChildInstalled("t", Child(1), OutboundReady: true));
        Handle(new IkeEvent.ChildInstalled("t", Child(2), OutboundReady: true));
        Assert.Equal([new PathChange.StopOutbound("t", 0x102)], Handle(new IkeEvent.ChildOutboundStopped("t", 2)));
        Assert.True(_paths.CanSend);
        Assert.Equal([new PathChange.StopOutbound("t", 0x101)], Handle(new IkeEvent.ChildOutboundStopped("t", 1)));
        Assert.Empty(Handle(new IkeEvent.ChildOutboundReady("t", 1)));
    }

    [Fact]
    public void Children_with_different_selectors_all_carry_and_go_one_by_one()
    {
        Handle(new IkeEvent.ChildInstalled("t", Child(1), OutboundReady: true));
        PathChange[] changes = Handle(
            new IkeEvent.ChildInstalled("t", Child(2, "10.51.0.0/16"), OutboundReady: true),
            new IkeEvent.ChildInstalled("t", Child(3, "10.52.0.0/16"), OutboundReady: true));
        Assert.Equal([0x102u, 0x103u], changes.OfType<PathChange.UseOutbound>().Select(use => use.Sa.Spi));
        Assert.Equal([new PathChange.StopOutbound("t", 0x102)], Handle(new IkeEvent.ChildOutboundStopped("t", 2)));
        Assert.True(_paths.CanSend);
    }

    [Fact]
    public void An_old_child_that_becomes_ready_after_its_successor_waits_behind_it()
    {
        Handle(new IkeEvent.ChildInstalled("t", Child(1), OutboundReady: false), new IkeEvent.ChildInstalled("t", Child(2), OutboundReady: false));
        Assert.Equal(0x102u, Assert.IsType<PathChange.UseOutbound>(Assert.Single(Handle(new IkeEvent.ChildOutboundReady("t", 2)))).Sa.Spi);
        Assert.Empty(Handle(new IkeEvent.ChildOutboundReady("t", 1)));
        PathChange[] changes = Handle(new IkeEvent.ChildOutboundStopped("t", 2));
        Assert.Equal(0x101u, Assert.IsType<PathChange.UseOutbound>(changes[0]).Sa.Spi);
        Assert.Equal([new PathChange.StopOutbound("t", 0x102)], changes[1..]);
    }

    [Fact]
    public void Removing_the_last_child_stops_and_removes()
    {
        Handle(new IkeEvent.ChildInstalled("t", Child(1), OutboundReady: true));
        Assert.Equal(
            [new PathChange.RemoveInbound("t", 1), new PathChange.StopOutbound("t", 0x101)], Handle(new IkeEvent.ChildRemoved("t", 1, 0x101)));
        Assert.True(_paths.IsEmpty);
    }

    [Fact]
    public void Keys_that_never_reached_the_packet_path_are_cleared_here()
    {
        ChildSa child = Child(1);
        Handle(new IkeEvent.ChildInstalled("t", child, OutboundReady: false));
        Assert.Equal([new PathChange.RemoveInbound("t", 1)], Handle(new IkeEvent.ChildRemoved("t", 1, 0x101)));
        Assert.Throws<ObjectDisposedException>(() => child.OutboundKeys.Encryption.Span.Length);
        Assert.Equal(16, child.InboundKeys.Encryption.Span.Length);
    }

    [Fact]
    public void A_peer_that_moved_is_met_at_its_new_address_by_the_SA_in_use_and_by_the_next()
    {
        var moved = new IPEndPoint(IPAddress.Parse("192.0.2.2"), 41500);
        Handle(new IkeEvent.ChildInstalled("t", Child(1), OutboundReady: true), new IkeEvent.ChildInstalled("t", Child(2), OutboundReady: false));
        Assert.Equal([new PathChange.MovePeer("t", moved)], Handle(new IkeEvent.PeerMoved("t", moved)));
        PathChange[] changes = Handle(new IkeEvent.ChildOutboundReady("t", 2), new IkeEvent.ChildOutboundStopped("t", 1));
        Assert.Equal(moved, Assert.IsType<PathChange.UseOutbound>(changes[0]).Sa.Remote);
    }

    [Fact]
    public void A_child_that_nobody_knows_removes_at_most_itself()
    {
        Assert.Empty(Handle(new IkeEvent.ChildOutboundReady("t", 9)));
        Assert.Empty(Handle(new IkeEvent.ChildOutboundStopped("t", 9)));
        Assert.Equal([new PathChange.RemoveInbound("t", 9)], Handle(new IkeEvent.ChildRemoved("t", 9, 0x109)));
    }

    // What IKE reports at once.
    private PathChange[] Handle(params IkeEvent[] batch) =>
        batch.Select(_paths.Handle).OfType<PathChange>().ToArray().Concat(_paths.Settle()).ToArray();

    private static ChildSa Child(uint spi, string remote = "10.50.0.0/16") => new()
    {
        InboundSpi = spi,
        OutboundSpi = 0x100 + spi,
        Suite = new EspProposal(EncryptionAlgorithm.AesCbc, 128, IntegrityAlgorithm.HmacSha1_96),
        InboundKeys = Keys(),
        OutboundKeys = Keys(),
        LocalSelectors = [TrafficSelector.FromPrefix(IpPrefix.Parse("10.60.0.0/16"))],
        RemoteSelectors = [TrafficSelector.FromPrefix(IpPrefix.Parse(remote))],
        Local = new IPEndPoint(IPAddress.Parse("192.0.2.1"), 4500),
        Remote = new IPEndPoint(IPAddress.Parse("192.0.2.2"), 4500),
        UdpEncapsulated = true,
        ReplayWindow = 1024,
        Limits = default,
    };

    private static EspKeys Keys() => new(new Secret(new byte[16]), new Secret(new byte[20]));
}
