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
        Assert.True(_paths.CanSend);
    }

    [Fact]
    public void A_rekeying_responder_keeps_the_outbound_half_until_it_is_ready()
    {
        Handle(new IkeEvent.ChildInstalled("t", Child(1), OutboundReady: true));
        Assert.Single(Handle(new IkeEvent.ChildInstalled("t", Child(2), OutboundReady: false)));
        PathChange change = Assert.Single(Handle(new IkeEvent.ChildOutboundReady("t", 2)));
        Assert.Equal(0x102u, Assert.IsType<PathChange.UseOutbound>(change).Sa.Spi);
        Assert.Empty(Handle(new IkeEvent.ChildOutboundReady("t", 2)));
    }

    [Fact]
    public void Stopping_the_child_in_use_stops_the_tunnel()
    {
        Handle(new IkeEvent.ChildInstalled("t", Child(1), OutboundReady: true));
        Assert.Equal([new PathChange.StopOutbound("t", 0x101)], Handle(new IkeEvent.ChildOutboundStopped("t", 1)));
        Assert.False(_paths.CanSend);
        Assert.False(_paths.IsEmpty);
    }

    [Fact]
    public void Removing_an_old_child_leaves_the_new_one_in_use()
    {
        Handle(new IkeEvent.ChildInstalled("t", Child(1), OutboundReady: true));
        Handle(new IkeEvent.ChildInstalled("t", Child(2), OutboundReady: true));
        Handle(new IkeEvent.ChildRemoved("t", 1, 0x101));
        Assert.True(_paths.CanSend);
        Assert.Equal(
            [new PathChange.StopOutbound("t", 0x102), new PathChange.RemoveInbound("t", 2)], Handle(new IkeEvent.ChildRemoved("t", 2, 0x102)));
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
    public void A_child_that_nobody_knows_removes_at_most_itself()
    {
        Assert.Empty(Handle(new IkeEvent.ChildOutboundReady("t", 9)));
        Assert.Empty(Handle(new IkeEvent.ChildOutboundStopped("t", 9)));
        Assert.Equal([new PathChange.RemoveInbound("t", 9)], Handle(new IkeEvent.ChildRemoved("t", 9, 0x109)));
    }

    private PathChange[] Handle(IkeEvent ikeEvent) => _paths.Handle(ikeEvent).ToArray();

    private static ChildSa Child(uint spi) => new()
    {
        InboundSpi = spi,
        OutboundSpi = 0x100 + spi,
        Suite = new EspProposal(EncryptionAlgorithm.AesCbc, 128, IntegrityAlgorithm.HmacSha1_96),
        InboundKeys = Keys(),
        OutboundKeys = Keys(),
        LocalSelectors = [TrafficSelector.FromPrefix(IpPrefix.Parse("10.60.0.0/16"))],
        RemoteSelectors = [TrafficSelector.FromPrefix(IpPrefix.Parse("10.50.0.0/16"))],
        Local = new IPEndPoint(IPAddress.Parse("192.0.2.1"), 4500),
        Remote = new IPEndPoint(IPAddress.Parse("192.0.2.2"), 4500),
        UdpEncapsulated = true,
        ReplayWindow = 1024,
    };

    private static EspKeys Keys() => new(new Secret(new byte[16]), new Secret(new byte[20]));
}
