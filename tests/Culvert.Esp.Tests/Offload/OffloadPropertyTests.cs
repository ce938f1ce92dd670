using System.Buffers.Binary;
using System.Net;
using Culvert.Core;
using Culvert.Esp.Inner;
using Culvert.Esp.Offload;
using Culvert.Testing;
using static Culvert.Testing.InnerPacket;

namespace Culvert.Esp.Tests.Offload;

/// <summary>Whatever is cut on one side and put together on the other must be, octet for octet, the same streams.</summary>
public sealed class OffloadPropertyTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Cutting_then_putting_together_then_cutting_again_gives_every_flow_its_packets_in_order(ulong seed)
    {
        var entropy = new SeededEntropy(seed);
        var buffer = new ReceiveBuffer();
        var sent = new List<byte[]>();
        for (int round = 0; round < 200; round++)
        {
            foreach (byte[] frame in RandomFrames(entropy))
            {
                foreach (byte[] packet in KernelCut.Segments(frame))
                {
                    sent.Add(packet);
                    buffer.Add(packet);
                }
            }

            buffer.Flush();
        }

        List<byte[]> received = [.. buffer.Frames.SelectMany(KernelCut.Segments)];
        Assert.Equal(sent.Count, received.Count);
        Assert.Equal(ByFlow(sent), ByFlow(received));
        Assert.True(buffer.Frames.Count < sent.Count / 3, "hardly anything was put together");
    }

    private static IEnumerable<byte[]> RandomFrames(SeededEntropy entropy)
    {
        for (int i = 0; i < 6; i++)
        {
            uint dice = entropy.NextUInt32();
            (IPAddress source, IPAddress destination) = dice % 2 == 0 ? (Local4, Remote4) : (Local6, Remote6);
            ushort port = (ushort)(1000 + (dice >> 8) % 3);
            byte[] data = entropy.Bytes(1 + (int)((dice >> 12) % 20_000));
            int size = 500 + (int)((dice >> 4) % 1000);
            byte flags = (byte)((dice >> 20) % 8 == 0 ? 0x19 : 0x10);
            bool tcp = (dice >> 24) % 4 != 0;
            yield return tcp
                ? KernelCut.Frame(Tcp(source, destination, entropy.NextUInt32(), data, flags, sourcePort: port), TcpKind(source), size)
                : KernelCut.Frame(Udp(source, destination, data, sourcePort: port), SegmentationKind.Udp, size);
        }
    }

    // The kernel numbers IPv4 packets anew when it cuts: identification and header checksum do not count.
    private static Dictionary<string, string[]> ByFlow(IEnumerable<byte[]> packets) =>
        packets.GroupBy(FlowOf).ToDictionary(flow => flow.Key, flow => flow.Select(WithoutIdentification).ToArray());

    private static string FlowOf(byte[] packet)
    {
        Assert.True(IpHeader.TryParse(packet, out IpHeader header));
        return $"{header.Protocol} {Convert.ToHexString(header.Addresses(packet))} {BinaryPrimitives.ReadUInt16BigEndian(packet.AsSpan(header.TransportOffset))}";
    }

    private static string WithoutIdentification(byte[] packet)
    {
        byte[] copy = [.. packet];
        if (copy[0] >> 4 == 4)
        {
            copy.AsSpan(4, 2).Clear();
            copy.AsSpan(10, 2).Clear();
        }

        return Convert.ToHexString(copy);
    }

    private static SegmentationKind TcpKind(IPAddress address) =>
        address.GetAddressBytes().Length == 4 ? SegmentationKind.TcpIPv4 : SegmentationKind.TcpIPv6;
}
