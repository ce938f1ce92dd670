using Culvert.Core;
using Culvert.Esp.Inner;
using Culvert.Testing;
using static Culvert.Testing.InnerPacket;

namespace Culvert.Esp.Tests.Inner;

public sealed class IpHeaderTests
{
    [Fact]
    public void Plain_packets_of_both_families_are_read()
    {
        Assert.True(IpHeader.TryParse(Udp(Local4, Remote4, new byte[10]), out IpHeader v4));
        Assert.Equal(new IpHeader(false, 38, 20, 17, false, true), v4);
        Assert.True(IpHeader.TryParse(Udp(Local6, Remote6, new byte[10]), out IpHeader v6));
        Assert.Equal(new IpHeader(true, 58, 40, 17, false, true), v6);
    }

    [Fact]
    public void Extension_headers_are_passed_over()
    {
        byte[] hopByHopThenOptions = [60, 0, 1, 4, 0, 0, 0, 0, 6, 1, 1, 12, .. new byte[12]];
        byte[] packet = Wrap(Local6, Remote6, IpProtocol.HopByHop, [.. hopByHopThenOptions, .. new byte[20]], -1, 0);
        Assert.True(IpHeader.TryParse(packet, out IpHeader header));
        Assert.Equal((64, IpProtocol.Tcp), (header.TransportOffset, header.Protocol));
    }

    [Fact]
    public void Only_the_first_fragment_has_a_transport_header()
    {
        byte[] first = Wrap(Local6, Remote6, IpProtocol.Fragment, [17, 0, 0, 1, 0, 0, 0, 7, .. new byte[16]], -1, 0);
        byte[] later = Wrap(Local6, Remote6, IpProtocol.Fragment, [17, 0, 0, 8, 0, 0, 0, 7, .. new byte[16]], -1, 0);
        Assert.True(IpHeader.TryParse(first, out IpHeader firstHeader) && IpHeader.TryParse(later, out IpHeader laterHeader)
            && firstHeader is { IsFragment: true, HasTransport: true } && laterHeader is { IsFragment: true, HasTransport: false });
    }

    [Fact]
    public void An_atomic_fragment_is_a_whole_packet()
    {
        byte[] atomic = Wrap(Local6, Remote6, IpProtocol.Fragment, [17, 0, 0, 0, 0, 0, 0, 7, .. new byte[16]], -1, 0);
        Assert.True(IpHeader.TryParse(atomic, out IpHeader header));
        Assert.False(header.IsFragment);
    }

    [Fact]
    public void A_packet_cut_anywhere_is_refused()
    {
        foreach (byte[] packet in new[] { Udp(Local4, Remote4, new byte[10]), Udp(Local6, Remote6, new byte[10]) })
        {
            for (int length = 0; length < packet.Length; length++) Assert.False(IpHeader.TryParse(packet.AsSpan(0, length), out _));
        }
    }

    [Fact]
    public void Random_octets_never_lead_outside_the_packet()
    {
        var entropy = new SeededEntropy(3);
        for (int i = 0; i < 100_000; i++)
        {
            byte[] packet = entropy.Bytes((int)(entropy.NextUInt32() % 100));
            if (packet.Length > 6) (packet[0], packet[6]) = ((byte)(i % 2 == 0 ? 0x60 : 0x45), (byte)(i % 5 == 0 ? 0 : 60));
            if (!IpHeader.TryParse(packet, out IpHeader header)) continue;
            Assert.True(header.TransportOffset <= header.Length && header.Length <= packet.Length);
        }
    }
}
