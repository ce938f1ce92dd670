using System.Buffers.Binary;

namespace Culvert.Esp.Inner;

/// <summary>Where things are in an IPv4 or IPv6 packet. Offsets and lengths in octets, from the packet's first.</summary>
/// <param name="Length">Of the whole packet, by its own header.</param>
/// <param name="TransportOffset">Where the transport header begins, after options and extension headers.</param>
/// <param name="Protocol">Of the transport header.</param>
/// <param name="IsFragment">Not the whole of a datagram.</param>
/// <param name="HasTransport">The transport header begins here: not a later fragment.</param>
public readonly record struct IpHeader(
    bool IsIPv6, int Length, int TransportOffset, byte Protocol, bool IsFragment, bool HasTransport)
{
    public const int IPv4Length = 20;
    public const int IPv6Length = 40;

    private const int IPv4SourceOffset = 12;
    private const int IPv6SourceOffset = 8;

    /// <summary>What ESP's next header field says of such a packet in tunnel mode.</summary>
    public byte TunnelProtocol => IsIPv6 ? IpProtocol.IPv6 : IpProtocol.IPv4;

    /// <summary>Source and destination, one behind the other.</summary>
    public ReadOnlySpan<byte> Addresses(ReadOnlySpan<byte> packet) =>
        IsIPv6 ? packet.Slice(IPv6SourceOffset, 32) : packet.Slice(IPv4SourceOffset, 8);

    public UInt128 Source(ReadOnlySpan<byte> packet) => IsIPv6
        ? BinaryPrimitives.ReadUInt128BigEndian(packet[IPv6SourceOffset..])
        : BinaryPrimitives.ReadUInt32BigEndian(packet[IPv4SourceOffset..]);

    public UInt128 Destination(ReadOnlySpan<byte> packet) => IsIPv6
        ? BinaryPrimitives.ReadUInt128BigEndian(packet[(IPv6SourceOffset + 16)..])
        : BinaryPrimitives.ReadUInt32BigEndian(packet[(IPv4SourceOffset + 4)..]);

    /// <summary>Reads the headers; false when they contradict themselves or the packet is cut short.</summary>
    public static bool TryParse(ReadOnlySpan<byte> packet, out IpHeader header) =>
        TryParseStart(packet, out header) && header.Length <= packet.Length && header.TransportOffset <= header.Length;

    /// <summary>The same for a packet of which only the beginning is there, as an ICMP error quotes it.</summary>
    public static bool TryParseStart(ReadOnlySpan<byte> packet, out IpHeader header)
    {
        header = default;
        if (packet.IsEmpty) return false;
        return (packet[0] >> 4) switch
        {
            4 => TryParseIPv4(packet, out header),
            6 => TryParseIPv6(packet, out header),
            _ => false,
        };
    }

    private static bool TryParseIPv4(ReadOnlySpan<byte> packet, out IpHeader header)
    {
        header = default;
        if (packet.Length < IPv4Length) return false;
        int headerLength = (packet[0] & 0x0f) * 4;
        int length = BinaryPrimitives.ReadUInt16BigEndian(packet[2..]);
        if (headerLength < IPv4Length || headerLength > packet.Length || length < headerLength) return false;
        int fragment = BinaryPrimitives.ReadUInt16BigEndian(packet[6..]) & 0x3fff;
        header = new IpHeader(false, length, headerLength, packet[9], fragment != 0, (fragment & 0x1fff) == 0);
        return true;
    }

    private static bool TryParseIPv6(ReadOnlySpan<byte> packet, out IpHeader header)
    {
        header = default;
        if (packet.Length < IPv6Length) return false;
        int length = IPv6Length + BinaryPrimitives.ReadUInt16BigEndian(packet[4..]);
        header = new IpHeader(true, length, IPv6Length, packet[6], false, true);
        return header.TrySkipExtensions(packet, out header);
    }

    // RFC 8200 section 4: every extension header begins with the next one's number; most then say their own length.
    private bool TrySkipExtensions(ReadOnlySpan<byte> packet, out IpHeader header)
    {
        header = this;
        while (header.HasTransport && IsExtension(header.Protocol))
        {
            int at = header.TransportOffset;
            if (packet.Length < at + 8) return false;
            bool isFragment = header.Protocol == IpProtocol.Fragment;
            int length = isFragment ? 8 : header.Protocol == IpProtocol.Authentication ? (packet[at + 1] + 2) * 4 : (packet[at + 1] + 1) * 8;
            int fragment = isFragment ? BinaryPrimitives.ReadUInt16BigEndian(packet[(at + 2)..]) : 0;
            header = header with
            {
                TransportOffset = at + length,
                Protocol = packet[at],
                // An atomic fragment (RFC 6946) is a whole packet.
                IsFragment = header.IsFragment || (fragment & 0xfff9) != 0,
                HasTransport = fragment >> 3 == 0,
            };
        }

        return true;
    }

    private static bool IsExtension(byte protocol) => protocol
        is IpProtocol.HopByHop or IpProtocol.Routing or IpProtocol.Fragment or IpProtocol.Authentication or IpProtocol.DestinationOptions;
}
