using System.Buffers.Binary;
using System.Net;

namespace Culvert.Testing;

/// <summary>Whole inner packets with right checksums, made without the code under test.</summary>
public static class InnerPacket
{
    private const byte IcmpProtocol = 1, TcpProtocol = 6, UdpProtocol = 17, IcmpV6Protocol = 58;

    public static IPAddress Local4 { get; } = IPAddress.Parse("10.60.1.10");

    public static IPAddress Remote4 { get; } = IPAddress.Parse("10.50.2.20");

    public static IPAddress Local6 { get; } = IPAddress.Parse("2001:db8:60::10");

    public static IPAddress Remote6 { get; } = IPAddress.Parse("2001:db8:50::20");

    public static byte[] Tcp(
        IPAddress source, IPAddress destination, uint sequence, ReadOnlySpan<byte> payload, byte flags = 0x10, byte[]? options = null,
        ushort sourcePort = 40000, ushort destinationPort = 80, ushort identification = 1, ushort window = 500)
    {
        options ??= [];
        byte[] tcp = new byte[20 + options.Length + payload.Length];
        BinaryPrimitives.WriteUInt16BigEndian(tcp, sourcePort);
        BinaryPrimitives.WriteUInt16BigEndian(tcp.AsSpan(2), destinationPort);
        BinaryPrimitives.WriteUInt32BigEndian(tcp.AsSpan(4), sequence);
        BinaryPrimitives.WriteUInt32BigEndian(tcp.AsSpan(8), 7777);
        tcp[12] = (byte)((20 + options.Length) / 4 << 4);
        tcp[13] = flags;
        BinaryPrimitives.WriteUInt16BigEndian(tcp.AsSpan(14), window);
        options.CopyTo(tcp, 20);
        payload.CopyTo(tcp.AsSpan(20 + options.Length));
        return Wrap(source, destination, TcpProtocol, tcp, checksumAt: 16, identification);
    }

    public static byte[] Udp(IPAddress source, IPAddress destination, ReadOnlySpan<byte> payload, ushort sourcePort = 5000, ushort destinationPort = 53)
    {
        byte[] udp = new byte[8 + payload.Length];
        BinaryPrimitives.WriteUInt16BigEndian(udp, sourcePort);
        BinaryPrimitives.WriteUInt16BigEndian(udp.AsSpan(2), destinationPort);
        BinaryPrimitives.WriteUInt16BigEndian(udp.AsSpan(4), (ushort)udp.Length);
        payload.CopyTo(udp.AsSpan(8));
        return Wrap(source, destination, UdpProtocol, udp, checksumAt: 6, identification: 1);
    }

    /// <param name="quoted">The packet that the error is about; empty for a message that is no error.</param>
    public static byte[] Icmp(IPAddress source, IPAddress destination, byte type, byte code, ReadOnlySpan<byte> quoted)
    {
        bool v6 = source.GetAddressBytes().Length == 16;
        byte[] icmp = [type, code, 0, 0, 0, 0, 0, 0, .. quoted];
        return Wrap(source, destination, v6 ? IcmpV6Protocol : IcmpProtocol, icmp, checksumAt: 2, identification: 1);
    }

    /// <summary>The same packet with another DSCP and ECN.</summary>
    public static byte[] With(this byte[] packet, byte trafficClass)
    {
        byte[] copy = [.. packet];
        if (copy[0] >> 4 == 6)
        {
            copy[0] = (byte)(0x60 | (trafficClass >> 4));
            copy[1] = (byte)((trafficClass << 4) | (copy[1] & 0xf));
            return copy;
        }

        int headerLength = (copy[0] & 15) * 4;
        copy[1] = trafficClass;
        copy[10] = copy[11] = 0;
        WriteChecksum(copy, 10, copy[..headerLength]);
        return copy;
    }

    public static byte[] Wrap(IPAddress source, IPAddress destination, byte protocol, byte[] transport, int checksumAt, ushort identification)
    {
        byte[] from = source.GetAddressBytes(), to = destination.GetAddressBytes();
        // ICMP for IPv4 has no pseudo-header.
        byte[] pseudo = protocol == IcmpProtocol ? [] : [.. from, .. to, 0, protocol, (byte)(transport.Length >> 8), (byte)transport.Length];
        if (checksumAt >= 0) WriteChecksum(transport, checksumAt, [.. pseudo, .. transport]);
        return from.Length == 16 ? Wrap6(from, to, protocol, transport) : Wrap4(from, to, protocol, transport, identification);
    }

    /// <summary>RFC 1071, word by word: the oracle.</summary>
    public static ushort SlowChecksum(ReadOnlySpan<byte> octets)
    {
        uint sum = 0;
        for (int i = 0; i < octets.Length; i++) sum += (uint)octets[i] << (i % 2 == 0 ? 8 : 0);
        while (sum > 0xffff) sum = (sum & 0xffff) + (sum >> 16);
        return (ushort)~sum;
    }

    /// <summary>Whether every checksum in a TCP or UDP packet without extension headers is right.</summary>
    public static bool IsIntact(ReadOnlySpan<byte> packet)
    {
        bool v6 = packet[0] >> 4 == 6;
        int headerLength = v6 ? 40 : (packet[0] & 15) * 4;
        if (!v6 && SlowChecksum(packet[..headerLength]) != 0) return false;
        ReadOnlySpan<byte> addresses = v6 ? packet[8..40] : packet[12..20], transport = packet[headerLength..];
        byte protocol = v6 ? packet[6] : packet[9];
        return SlowChecksum([.. addresses, 0, protocol, (byte)(transport.Length >> 8), (byte)transport.Length, .. transport]) == 0;
    }

    private static void WriteChecksum(byte[] transport, int at, byte[] summed) =>
        BinaryPrimitives.WriteUInt16BigEndian(transport.AsSpan(at), SlowChecksum(summed));

    private static byte[] Wrap4(byte[] from, byte[] to, byte protocol, byte[] transport, ushort identification)
    {
        int length = 20 + transport.Length;
        byte[] header =
        [
            0x45, 0, (byte)(length >> 8), (byte)length, (byte)(identification >> 8), (byte)identification, 0x40, 0, 64, protocol, 0, 0, .. from, .. to,
        ];
        WriteChecksum(header, 10, header);
        return [.. header, .. transport];
    }

    private static byte[] Wrap6(byte[] from, byte[] to, byte protocol, byte[] transport) =>
        [0x60, 0, 0, 0, (byte)(transport.Length >> 8), (byte)transport.Length, protocol, 64, .. from, .. to, .. transport];
}
