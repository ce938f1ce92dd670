using System.Buffers.Binary;
using Culvert.Esp.Inner;
using static Culvert.Testing.InnerPacket;

namespace Culvert.Esp.Tests.Offload;

/// <summary>Both offloads against a slow cutter of the tests' own, over whatever a network may carry.</summary>
public sealed class MixedTrafficTests
{
    private const int Rounds = 150, FramesPerRound = 8;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Every_field_of_every_segment_is_what_a_host_would_have_sent(ulong seed)
    {
        var traffic = new RandomTraffic(seed);
        for (int i = 0; i < Rounds * FramesPerRound; i++)
        {
            byte[] frame = traffic.Next();
            Assert.Equal(ReferenceCut.Packets(frame), KernelCut.Segments(frame));
        }
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(14)]
    public void What_is_put_together_stands_for_the_same_packets_of_every_flow_in_order(ulong seed)
    {
        var traffic = new RandomTraffic(seed);
        var buffer = new ReceiveBuffer();
        var sent = new List<byte[]>();
        for (int round = 0; round < Rounds; round++)
        {
            foreach (byte[] packet in Enumerable.Range(0, FramesPerRound).SelectMany(_ => ReferenceCut.Packets(traffic.Next())))
            {
                sent.Add(packet);
                buffer.Add(packet);
            }

            buffer.Flush();
        }

        List<byte[]> received = [.. buffer.Frames.SelectMany(ReferenceCut.Packets)];
        Assert.Equal(sent.Count, received.Count);
        Dictionary<string, byte[][]> before = ByFlow(sent), after = ByFlow(received);
        Assert.Equal(before.Keys.Order(), after.Keys.Order());
        // The kernel numbers IPv4 packets anew when it cuts: the number of a frame's first packet counts, and the others follow it.
        foreach ((string flow, byte[][] packets) in before) Assert.Equal(packets.Select(WithoutIdentification), after[flow].Select(WithoutIdentification));
        Assert.True(buffer.Frames.Count < sent.Count / 2, $"{buffer.Frames.Count} frames of {sent.Count} packets");
        foreach (byte[] packet in received.Where(packet => packet[0] >> 4 == 4)) Assert.Equal(0, SlowChecksum(packet.AsSpan(0, 20)));
    }

    private static Dictionary<string, byte[][]> ByFlow(IEnumerable<byte[]> packets) => packets.GroupBy(FlowOf).ToDictionary(flow => flow.Key, flow => flow.ToArray());

    private static string FlowOf(byte[] packet)
    {
        Assert.True(IpHeader.TryParse(packet, out IpHeader header));
        int port = header.IsFragment || !header.HasTransport ? -1 : BinaryPrimitives.ReadUInt16BigEndian(packet.AsSpan(header.TransportOffset));
        return $"{header.Protocol} {header.IsFragment} {Convert.ToHexString(header.Addresses(packet))} {port}";
    }

    private static byte[] WithoutIdentification(byte[] packet)
    {
        if (packet[0] >> 4 != 4) return packet;
        byte[] copy = [.. packet];
        copy[4] = copy[5] = copy[10] = copy[11] = 0;
        return copy;
    }
}
