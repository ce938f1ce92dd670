using System.Buffers.Binary;
using Culvert.Core;
using Culvert.Esp.Inner;

namespace Culvert.Esp;

/// <summary>
/// The negotiated selectors of a CHILD SA, enforced on every packet in both directions (RFC 4301 section 5). An ICMP error
/// also passes when the packet that it quotes could have come the other way (section 6): routers on the path, whose
/// addresses no selector knows, must be able to say that a packet was too big.
/// </summary>
public sealed class SelectorPolicy(IReadOnlyList<TrafficSelector> local, IReadOnlyList<TrafficSelector> remote)
{
    private const int IcmpHeaderLength = 8;

    private readonly SelectorRange[] _local = [.. local.Select(selector => new SelectorRange(selector))];
    private readonly SelectorRange[] _remote = [.. remote.Select(selector => new SelectorRange(selector))];

    /// <summary>Whether we may send the packet into the tunnel.</summary>
    public bool PermitsOutbound(ReadOnlySpan<byte> packet, in IpHeader header) => Permits(packet, header, _local, _remote);

    /// <summary>Whether the peer may have sent us the packet.</summary>
    public bool PermitsInbound(ReadOnlySpan<byte> packet, in IpHeader header) => Permits(packet, header, _remote, _local);

    private static bool Permits(ReadOnlySpan<byte> packet, in IpHeader header, SelectorRange[] from, SelectorRange[] to) =>
        Matches(packet, header, from, to) || IsErrorAbout(packet, header, to, from);

    private static bool Matches(ReadOnlySpan<byte> packet, in IpHeader header, SelectorRange[] from, SelectorRange[] to)
    {
        (int sourcePort, int destinationPort) = Ports(packet, header);
        return Contains(from, header.IsIPv6, header.Source(packet), header.Protocol, sourcePort)
            && Contains(to, header.IsIPv6, header.Destination(packet), header.Protocol, destinationPort);
    }

    private static bool Contains(SelectorRange[] ranges, bool isIPv6, UInt128 address, byte protocol, int port)
    {
        foreach (ref readonly SelectorRange range in ranges.AsSpan())
        {
            if (range.Contains(isIPv6, address, protocol, port)) return true;
        }

        return false;
    }

    private static bool IsErrorAbout(ReadOnlySpan<byte> packet, in IpHeader header, SelectorRange[] from, SelectorRange[] to)
    {
        if (!IsIcmpError(packet, header)) return false;
        ReadOnlySpan<byte> quoted = packet[(header.TransportOffset + IcmpHeaderLength)..header.Length];
        if (!IpHeader.TryParseStart(quoted, out IpHeader inner) || inner.IsIPv6 != header.IsIPv6) return false;
        // An error goes to the sender of what it quotes; anything else would be a way past the selectors.
        return inner.Source(quoted) == header.Destination(packet) && Matches(quoted, inner, from, to);
    }

    private static bool IsIcmpError(ReadOnlySpan<byte> packet, in IpHeader header)
    {
        if (!header.HasTransport || header.Length < header.TransportOffset + IcmpHeaderLength) return false;
        byte type = packet[header.TransportOffset];
        return header.Protocol switch
        {
            // Destination unreachable, source quench, time exceeded, parameter problem (RFC 792).
            IpProtocol.Icmp => !header.IsIPv6 && type is 3 or 4 or 11 or 12,
            // All of the error class that is assigned (RFC 4443 section 2.1).
            IpProtocol.IcmpV6 => header.IsIPv6 && type is >= 1 and <= 4,
            _ => false,
        };
    }

    // ICMP's type and code stand where ports would (RFC 4301 section 4.4.1.1).
    private static (int Source, int Destination) Ports(ReadOnlySpan<byte> packet, in IpHeader header)
    {
        if (!header.HasTransport || packet.Length < header.TransportOffset + 4) return (-1, -1);
        ReadOnlySpan<byte> transport = packet[header.TransportOffset..];
        int first = BinaryPrimitives.ReadUInt16BigEndian(transport);
        return header.Protocol switch
        {
            IpProtocol.Tcp or IpProtocol.Udp or IpProtocol.Sctp => (first, BinaryPrimitives.ReadUInt16BigEndian(transport[2..])),
            IpProtocol.Icmp or IpProtocol.IcmpV6 => (first, first),
            _ => (-1, -1),
        };
    }
}
