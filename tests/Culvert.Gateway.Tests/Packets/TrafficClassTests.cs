using Culvert.Core;
using Culvert.Esp.Offload;
using Culvert.Testing;
using static Culvert.Testing.InnerPacket;

namespace Culvert.Gateway.Tests.Packets;

/// <summary>DSCP and ECN through the tunnel (RFC 6040, RFC 4301 section 5.1.2).</summary>
public sealed class TrafficClassTests
{
    private const byte Voice = 46 << 2, Capable = 2, Congested = 3;

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(true, false)]
    public void The_outer_header_shows_that_of_the_inner_one(bool outerIPv6, bool udp)
    {
        using PathPair pair = new PathPair().Install(outerIPv6, udp);
        byte[] v4 = Udp(Local4, Remote4, [1]).With(Voice | Capable), v6 = Udp(Local6, Remote6, [2]).With(Voice | 1), plain = Udp(Local4, Remote4, [3]);
        byte[][] packets = [v4, plain, v6];
        foreach (byte[] packet in packets) pair.Send(packet);
        pair.Step();
        Assert.Equal([Voice | Capable, 0, Voice | 1], pair.Wire.TrafficClasses);
        Assert.Equal(packets, pair.FarTun.Written.Select(frame => frame[10..]));
    }

    [Fact]
    public void Packets_of_one_class_still_go_together()
    {
        using PathPair pair = new PathPair().Install();
        byte[] one = Udp(Local4, Remote4, [1]);
        foreach (byte trafficClass in (byte[])[Capable, Capable, 0, 0, Capable, Voice]) pair.Send(one.With(trafficClass));
        pair.Branch.Step();
        Assert.Equal(6, pair.Wire.Sent.Count);
        Assert.Equal(4, pair.Wire.Sends);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_mark_reaches_every_segment_of_a_super_packet_and_they_stay_together(bool isIPv6)
    {
        using PathPair pair = new PathPair().Install();
        pair.Wire.Mark = _ => Congested;
        byte[] data = new SeededEntropy(1).Bytes(20_000);
        byte[] packet = (isIPv6 ? Tcp(Local6, Remote6, 1, data) : Tcp(Local4, Remote4, 1, data)).With(Voice | Capable);
        int headers = packet.Length - data.Length;
        byte[] frame = [.. new byte[10], .. packet];
        VirtioNetHeader.Segmented(isIPv6 ? SegmentationKind.TcpIPv6 : SegmentationKind.TcpIPv4, headers, 1362, headers - 20, 16).Write(frame);
        frame[1] |= 0x80; // the flow knows of ECN
        pair.BranchTun.Enqueue(frame);
        pair.Step();
        Assert.All(pair.Wire.TrafficClasses, outer => Assert.Equal(Voice | Capable, outer));
        byte[] arrived = Assert.Single(pair.FarTun.Written)[10..];
        Assert.Equal(packet.With(Voice | Congested)[..(headers - 20)], arrived[..(headers - 20)]);
        Assert.Equal(data, arrived[headers..]);
    }

    [Fact]
    public void A_mark_for_a_sender_that_would_never_hear_of_it_drops_the_packet_and_is_counted()
    {
        using PathPair pair = new PathPair().Install();
        pair.Wire.Mark = _ => Congested;
        pair.Send(Udp(Local4, Remote4, [1]));
        pair.Step();
        Assert.Empty(pair.FarTun.Written);
        Assert.Equal(1, pair.Far.Sample(PathPair.Tunnel).Drops.Congestion);
        Assert.Equal((0, pair.Clock.Now), (pair.Far.Sample(PathPair.Tunnel).PacketsIn, pair.Far.Sample(PathPair.Tunnel).LastAuthenticatedIn));
    }

    [Fact]
    public void What_the_network_makes_of_the_DSCP_does_not_reach_the_inner_packet()
    {
        using PathPair pair = new PathPair().Install();
        pair.Wire.Mark = trafficClass => (byte)((trafficClass & 3) | (8 << 2));
        byte[] packet = Udp(Local6, Remote6, [1]).With(Voice | Capable);
        pair.Send(packet);
        pair.Step();
        Assert.Equal(packet, Assert.Single(pair.FarTun.Written)[10..]);
    }
}
