using System.Buffers.Binary;
using System.Net;
using Culvert.Core;
using Culvert.Esp.Offload;
using Culvert.Testing;
using static Culvert.Testing.InnerPacket;

namespace Culvert.Esp.Tests.Offload;

/// <summary>Frames as a kernel hands them over: TCP, UDP, ICMP and fragments of both families, uncut and whole, headers as they come.</summary>
internal sealed class RandomTraffic(ulong seed)
{
    private readonly SeededEntropy _entropy = new(seed);
    private readonly uint[] _sequences = [1, uint.MaxValue - 30_000, 7_000_000];
    private ushort _identification;

    public byte[] Next()
    {
        bool isIPv6 = Below(2) == 0;
        (IPAddress source, IPAddress destination) = isIPv6 ? (Local6, Remote6) : (Local4, Remote4);
        return Below(10) switch
        {
            0 => Whole(Vary(Icmp(source, destination, isIPv6 ? (byte)128 : (byte)8, 0, _entropy.Bytes(Below(1400))))),
            1 => Whole(Fragment(source, destination)),
            2 or 3 => UdpFrame(source, destination),
            _ => TcpFrame(source, destination, isIPv6),
        };
    }

    private int Below(int limit) => (int)(_entropy.NextUInt32() % (uint)limit);

    private byte[] TcpFrame(IPAddress source, IPAddress destination, bool isIPv6)
    {
        int flow = Below(_sequences.Length);
        byte[] data = _entropy.Bytes(Below(4) == 0 ? 0 : 1 + Below(20_000));
        // Now and then all the others: FIN, SYN, RST, URG, ECE, CWR.
        byte flags = Below(6) == 0 ? (byte)_entropy.NextUInt32() : Below(6) == 0 ? (byte)0x18 : (byte)0x10;
        byte[] options = Below(3) == 0 ? [1, 1, 8, 10, .. _entropy.Bytes(8)] : [];
        byte[] packet = Vary(Tcp(source, destination, _sequences[flow], data, flags, options, (ushort)(2000 + flow), identification: NextIdentification()));
        // Mostly the stream goes on where it was; a gap keeps segments apart.
        _sequences[flow] += (uint)(data.Length + (Below(5) == 0 ? 1000 : 0));
        int size = 500 + Below(900);
        if (data.Length <= size) return Whole(packet);
        return KernelCut.Frame(packet, isIPv6 ? SegmentationKind.TcpIPv6 : SegmentationKind.TcpIPv4, size);
    }

    private byte[] UdpFrame(IPAddress source, IPAddress destination)
    {
        byte[] packet = Vary(Udp(source, destination, _entropy.Bytes(1 + Below(20_000)), (ushort)(3000 + Below(2))));
        return packet.Length < 1400 ? Whole(packet) : KernelCut.Frame(packet, SegmentationKind.Udp, 500 + Below(900));
    }

    // A datagram's first part with its ports, or a later one without.
    private byte[] Fragment(IPAddress source, IPAddress destination)
    {
        byte[] datagram = Udp(source, destination, _entropy.Bytes(800), (ushort)(3000 + Below(2)));
        bool isFirst = Below(2) == 0;
        int field = isFirst ? 1 : 800;
        if (datagram[0] >> 4 == 4)
        {
            BinaryPrimitives.WriteUInt16BigEndian(datagram.AsSpan(6), (ushort)(isFirst ? 0x2000 : 100));
            return datagram.With(trafficClass: 0);
        }

        byte[] extension = [17, 0, (byte)(field >> 8), (byte)field, .. _entropy.Bytes(4)];
        byte[] packet = [.. datagram[..40], .. extension, .. datagram[40..]];
        packet[6] = 44;
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(4), (ushort)(packet.Length - 40));
        return packet;
    }

    // Traffic class, Don't Fragment, time to live, flow label.
    private byte[] Vary(byte[] packet)
    {
        if (Below(4) != 0) return packet;
        if (packet[0] >> 4 == 4) (packet[6], packet[8]) = ((byte)(Below(2) << 6), (byte)(60 + Below(2)));
        else (packet[2], packet[7]) = ((byte)Below(2), (byte)(60 + Below(2)));
        return packet.With((byte)Below(8));
    }

    private ushort NextIdentification() => _identification += 50;

    private static byte[] Whole(byte[] packet) => [.. new byte[10], .. packet];
}
