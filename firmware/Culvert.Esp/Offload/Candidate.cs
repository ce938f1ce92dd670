using System.Buffers.Binary;
using Culvert.Core;
using Culvert.Esp.Inner;

namespace Culvert.Esp.Offload;

/// <summary>A received packet that may become part of a larger one, with what decides where.</summary>
/// <param name="Packet">Where it lies in the receive buffer.</param>
/// <param name="HeadersLength">IP and transport headers with options.</param>
/// <param name="Sequence">TCP's sequence number; 0 for UDP.</param>
/// <param name="EndsRun">Nothing may follow it in the same large packet: it carries PSH.</param>
internal readonly record struct Candidate(PacketSlice Packet, IpHeader Header, int HeadersLength, uint Sequence, bool EndsRun)
{
    public bool IsTcp => Header.Protocol == IpProtocol.Tcp;

    public PacketSlice Payload => new(Packet.Offset + HeadersLength, PayloadLength);

    public int PayloadLength => Packet.Length - HeadersLength;

    /// <summary>
    /// Whether the packet is plain data of TCP or UDP with right checksums. The larger packet gets checksums of its own,
    /// which would hide an error made before this point.
    /// </summary>
    public static bool TryMake(ReadOnlySpan<byte> buffer, PacketSlice slice, in IpHeader header, CoalescingKinds kinds, out Candidate candidate)
    {
        candidate = default;
        ReadOnlySpan<byte> packet = buffer.Slice(slice.Offset, slice.Length);
        if (!IsPlain(header)) return false;
        ReadOnlySpan<byte> transport = packet[header.TransportOffset..];
        int length = header.Protocol switch
        {
            IpProtocol.Tcp when (kinds & (header.IsIPv6 ? CoalescingKinds.TcpIPv6 : CoalescingKinds.TcpIPv4)) != 0 => DataHeaderLength(transport),
            IpProtocol.Udp when (kinds & (header.IsIPv6 ? CoalescingKinds.UdpIPv6 : CoalescingKinds.UdpIPv4)) != 0 => DatagramHeaderLength(transport),
            _ => 0,
        };
        if (length == 0 || length >= transport.Length || !IsIntact(packet, transport, header)) return false;
        bool isTcp = header.Protocol == IpProtocol.Tcp;
        candidate = new Candidate(
            slice,
            header,
            header.TransportOffset + length,
            isTcp ? BinaryPrimitives.ReadUInt32BigEndian(transport[TcpHeader.SequenceOffset..]) : 0,
            isTcp && (transport[TcpHeader.FlagsOffset] & TcpHeader.Push) != 0);
        return true;
    }

    // No IPv4 options, no extension headers, no fragments: their meaning is not ours to merge.
    private static bool IsPlain(in IpHeader header) =>
        !header.IsFragment && header.TransportOffset == (header.IsIPv6 ? IpHeader.IPv6Length : IpHeader.IPv4Length);

    private static int DataHeaderLength(ReadOnlySpan<byte> tcp)
    {
        if (tcp.Length < TcpHeader.MinimumLength) return 0;
        if ((tcp[TcpHeader.FlagsOffset] & ~TcpHeader.Push) != TcpHeader.Ack) return 0;
        int length = TcpHeader.Length(tcp);
        return length < TcpHeader.MinimumLength ? 0 : length;
    }

    private static int DatagramHeaderLength(ReadOnlySpan<byte> udp)
    {
        if (udp.Length < UdpHeader.HeaderLength) return 0;
        bool isWhole = BinaryPrimitives.ReadUInt16BigEndian(udp[UdpHeader.LengthOffset..]) == udp.Length;
        bool hasChecksum = BinaryPrimitives.ReadUInt16BigEndian(udp[UdpHeader.ChecksumOffset..]) != 0;
        return isWhole && hasChecksum ? UdpHeader.HeaderLength : 0;
    }

    private static bool IsIntact(ReadOnlySpan<byte> packet, ReadOnlySpan<byte> transport, in IpHeader header) =>
        (header.IsIPv6 || InternetChecksum.Finish(InternetChecksum.Sum(packet[..IpHeader.IPv4Length])) == 0)
        && InternetChecksum.Finish(
            InternetChecksum.PseudoHeader(header.Addresses(packet), header.Protocol, transport.Length) + InternetChecksum.Sum(transport)) == 0;
}
