using System.Net;
using Culvert.Core;
using Culvert.Testing;

namespace Culvert.Ike.Tests;

public class NatTests
{
    private static readonly IPAddress Public = IPAddress.Parse("203.0.113.77");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Without_a_NAT_udp_moves_to_port_4500_by_falsifying_only_the_source(bool leftInitiates)
    {
        IkePair pair = new IkePair().Connect(leftInitiates);
        AssertUdp(pair.Left, NatSituation.Forced);
        AssertUdp(pair.Right, NatSituation.Forced);
        Assert.All(pair.Link.Sent, m => Assert.Equal(m.Exchange == "IKE_SA_INIT" ? 500 : 4500, m.Datagram.Local.Port));
        Assert.All(pair.Link.Sent, m => Assert.Equal(m.Exchange != "IKE_SA_INIT", m.Datagram.NeedsMarker));
    }

    [Theory]
    [InlineData(EncapsulationMode.Udp, EncapsulationMode.Auto)]
    [InlineData(EncapsulationMode.Auto, EncapsulationMode.Udp)]
    public void One_end_alone_can_force_udp_in_either_role(EncapsulationMode left, EncapsulationMode right)
    {
        IkePair pair = Pair(left, right).Connect();
        AssertUdp(pair.Left, NatSituation.Forced);
        AssertUdp(pair.Right, NatSituation.Forced);
    }

    [Theory]
    [InlineData(EncapsulationMode.Auto, EncapsulationMode.Auto)]
    [InlineData(EncapsulationMode.Esp, EncapsulationMode.Auto)]
    [InlineData(EncapsulationMode.Auto, EncapsulationMode.Esp)]
    [InlineData(EncapsulationMode.Esp, EncapsulationMode.Udp)]
    public void Without_a_NAT_and_unforced_ESP_goes_raw_and_IKE_stays_on_port_500(EncapsulationMode left, EncapsulationMode right)
    {
        IkePair pair = Pair(left, right).Connect();
        foreach (IkeHost host in (IkeHost[])[pair.Left, pair.Right])
        {
            Assert.False(host.Outbound()!.UdpEncapsulated);
            Assert.Equal(NatSituation.None, host.Endpoint.GetStatus("t")!.Nat);
        }

        Assert.All(pair.Link.Sent, m => Assert.Equal(500, m.Datagram.Local.Port));
    }

    [Theory]
    [InlineData(EncapsulationMode.Udp)]
    [InlineData(EncapsulationMode.Auto)]
    public void A_NAT_before_the_initiator_is_found_and_crossed(EncapsulationMode mode)
    {
        IkePair pair = BehindNat(mode, mode);
        pair.Connect();
        AssertUdp(pair.Left, NatSituation.Local);
        AssertUdp(pair.Right, NatSituation.Remote);
        Assert.Equal(new IPEndPoint(Public, 40500), pair.Right.Outbound()!.Remote);
        pair.RunFor(60);
        pair.Command(pair.Right, new IkeCommand.RekeyIke("t"));
        pair.Command(pair.Right, new IkeCommand.RekeyChild("t"));
        pair.RunFor(60);
        Assert.True(pair.IsUp);
    }

    [Fact]
    public void A_new_mapping_of_the_peers_NAT_is_followed_by_what_authenticated_messages_come_from()
    {
        IkePair pair = BehindNat(EncapsulationMode.Udp, EncapsulationMode.Udp);
        pair.Connect();
        Func<Datagram, Datagram?> old = pair.Link.Translate;
        pair.Link.Translate = d => d.Remote.Port == 41500
            ? d with { Remote = new IPEndPoint(IkePair.LeftAddress, 4500) }
            : old(d) is not { } seen ? null : seen.Local.Port == 40500 ? seen with { Local = new IPEndPoint(Public, 41500) } : d.Remote.Port == 40500 ? null : seen;
        pair.Command(pair.Left, new IkeCommand.Probe("t"));
        pair.RunFor(1);
        Assert.Equal(new IPEndPoint(Public, 41500), pair.Right.EventsOf<IkeEvent.PeerMoved>().Single().Remote);
        pair.Command(pair.Right, new IkeCommand.RekeyChild("t"));
        pair.RunFor(5);
        Assert.Equal(new IPEndPoint(Public, 41500), pair.Right.Outbound()!.Remote);
        Assert.Equal(2, pair.Left.EventsOf<IkeEvent.ChildInstalled>().Count());
        pair.Right.Endpoint.HandlePeerMoved("t", new IPEndPoint(Public, 42500));
        Assert.Equal(42500, pair.Right.Endpoint.GetStatus("t")!.Remote.Port);
        pair.Left.Endpoint.HandlePeerMoved("t", new IPEndPoint(Public, 42500));
        Assert.Equal(4500, pair.Left.Endpoint.GetStatus("t")!.Remote.Port);
    }

    [Theory]
    [InlineData(EncapsulationMode.Esp, EncapsulationMode.Auto, true)]
    [InlineData(EncapsulationMode.Auto, EncapsulationMode.Esp, false)]
    public void Where_udp_is_forbidden_a_real_NAT_is_refused_with_that_reason(EncapsulationMode left, EncapsulationMode right, bool initiatorForbids)
    {
        IkePair pair = BehindNat(left, right);
        pair.Start();
        pair.RunFor(20);
        IkeEvent.Refused refused = (initiatorForbids ? pair.Left : pair.Right).EventsOf<IkeEvent.Refused>().First();
        Assert.Equal((IkeFailure.NatForbidden, !initiatorForbids), (refused.Why, refused.AsResponder));
        Assert.False(pair.IsUp);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Where_only_udp_can_be_sent_a_peer_without_it_is_refused_in_either_role(bool leftInitiates)
    {
        IkePair pair = Pair(EncapsulationMode.Udp, EncapsulationMode.Esp);
        pair.LeftTunnel = pair.LeftTunnel with { AllowsRawEsp = false };
        // One answers without the notifies; the other, having called from port 500, stays there.
        if (leftInitiates) pair.Link.Translate = WithoutNatDetection;
        pair.Start(leftInitiates);
        pair.RunFor(20);
        IkeEvent.Refused refused = pair.Left.EventsOf<IkeEvent.Refused>().First();
        Assert.Equal((IkeFailure.NotPermitted, !leftInitiates), (refused.Why, refused.AsResponder));
        Assert.Contains("may not send raw ESP", refused.Text, StringComparison.Ordinal);
        Assert.Empty(pair.Left.Installed);
    }

    [Fact]
    public void A_caller_that_forces_udp_follows_a_peer_that_will_not_have_it()
    {
        IkePair pair = Pair(EncapsulationMode.Udp, EncapsulationMode.Esp).Connect();
        Assert.True(pair.Left.Outbound()!.UdpEncapsulated);
        Assert.False(pair.Right.Outbound()!.UdpEncapsulated);
        uint inbound = pair.Left.Outbound()!.InboundSpi;
        pair.Left.Endpoint.HandleRawPacket("t", inbound);
        pair.Left.Endpoint.HandleRawPacket("t", inbound);
        Assert.Equal(NatSituation.None, pair.Left.Endpoint.GetStatus("t")!.Nat);
        pair.Command(pair.Left, new IkeCommand.RekeyChild("t"));
        pair.RunFor(5);
        Assert.Equal(inbound, pair.Left.EventsOf<IkeEvent.ChildOutboundRaw>().Single().InboundSpi);
        Assert.False(pair.Left.Outbound()!.UdpEncapsulated);
    }

    [Fact]
    public void A_peer_that_moves_during_our_rekey_of_the_IKE_SA_is_met_at_its_new_address()
    {
        IkePair pair = BehindNat(EncapsulationMode.Udp, EncapsulationMode.Udp);
        pair.Connect();
        pair.Right.SlowestJob = TimeSpan.FromSeconds(1);
        pair.Command(pair.Right, new IkeCommand.RekeyIke("t"));
        pair.Right.Endpoint.HandlePeerMoved("t", new IPEndPoint(Public, 41500));
        Func<Datagram, Datagram?> old = pair.Link.Translate;
        pair.Link.Translate = d => d.Remote.Port == 41500 ? d with { Remote = new IPEndPoint(IkePair.LeftAddress, 4500) } : old(d);
        pair.RunFor(5);
        Assert.Equal(41500, pair.Right.Endpoint.GetStatus("t")!.Remote.Port);
        Assert.Single(pair.Left.EventsOf<IkeEvent.IkeSaEstablished>(), e => e.IsRekey);
    }

    // The notifies become status notifies that mean nothing.
    private static Datagram? WithoutNatDetection(Datagram datagram)
    {
        byte[] bytes = datagram.Bytes.ToArray();
        if (bytes[18] != 34) return datagram;
        for (int at = 28, type = bytes[16]; type != 0; type = bytes[at], at += (bytes[at + 2] << 8) | bytes[at + 3])
        {
            if (type == 41 && bytes[at + 6] == 0x40 && bytes[at + 7] is 0x04 or 0x05) bytes[at + 7] = 0x77;
        }

        return datagram with { Bytes = bytes };
    }

    private static IkePair Pair(EncapsulationMode left, EncapsulationMode right)
    {
        var pair = new IkePair();
        pair.LeftTunnel = pair.LeftTunnel with { Encapsulation = left };
        pair.RightTunnel = pair.RightTunnel with { Encapsulation = right };
        return pair;
    }

    /// <summary>The left end appears as 203.0.113.77 with ports 40000 higher.</summary>
    private static IkePair BehindNat(EncapsulationMode left, EncapsulationMode right)
    {
        IkePair pair = Pair(left, right);
        pair.RightTunnel = pair.RightTunnel with { RemoteAddress = Public };
        pair.Link.Translate = d =>
            d.Local.Address.Equals(IkePair.LeftAddress) ? d with { Local = new IPEndPoint(Public, Mapped(d.Local.Port)) }
            : d.Remote.Address.Equals(Public) ? d with { Remote = new IPEndPoint(IkePair.LeftAddress, d.Remote.Port == 40000 ? 500 : 4500) }
            : null;
        return pair;
    }

    private static int Mapped(int port) => port == 500 ? 40000 : 40500;

    private static void AssertUdp(IkeHost host, NatSituation situation)
    {
        Assert.Equal(situation, host.Endpoint.GetStatus("t")!.Nat);
        Assert.True(host.Outbound()!.UdpEncapsulated);
        Assert.Equal(4500, host.Outbound()!.Local.Port);
    }
}
