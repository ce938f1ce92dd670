using System.Buffers.Binary;

namespace Culvert.Esp.Inner;

/// <summary>
/// The octet of DSCP and ECN: IPv4's type of service, IPv6's traffic class. The outer header gets a copy of it, so that queues
/// on the way treat the packet as what it is and can mark congestion (RFC 6040 section 4.1, RFC 4301 section 5.1.2). On
/// the way in only the mark is taken over: the inner DSCP is its sender's affair (RFC 2983 section 4.1).
/// </summary>
public static class TrafficClass
{
    private const int EcnMask = 3;
    private const int NotCapable = 0;
    private const int Capable1 = 1;
    private const int CongestionExperienced = 3;

    public static byte Of(ReadOnlySpan<byte> packet, in IpHeader header) =>
        header.IsIPv6 ? (byte)((packet[0] << 4) | (packet[1] >> 4)) : packet[1];

    /// <summary>Takes over what the network has marked on the outer header (RFC 6040 section 4.2).</summary>
    /// <param name="packet">The inner packet; the IPv4 header's checksum is kept as right or wrong as it was.</param>
    /// <returns>False when it must be dropped: congestion was marked, and its sender would never hear of it.</returns>
    public static bool TryTakeOver(byte outer, Span<byte> packet, in IpHeader header)
    {
        int marked = outer & EcnMask;
        int inner = Of(packet, header) & EcnMask;
        if (inner == NotCapable) return marked != CongestionExperienced;
        // Of two different marks that both say "capable" ECT(1) is the stronger one.
        bool isStronger = inner != CongestionExperienced && (marked == CongestionExperienced || (marked == Capable1 && inner != Capable1));
        if (isStronger) Write(packet, header, marked);
        return true;
    }

    private static void Write(Span<byte> packet, in IpHeader header, int ecn)
    {
        if (header.IsIPv6)
        {
            packet[1] = (byte)((packet[1] & ~(EcnMask << 4)) | (ecn << 4));
            return;
        }

        ushort before = BinaryPrimitives.ReadUInt16BigEndian(packet);
        packet[1] = (byte)((packet[1] & ~EcnMask) | ecn);
        ushort checksum = BinaryPrimitives.ReadUInt16BigEndian(packet[10..]);
        BinaryPrimitives.WriteUInt16BigEndian(packet[10..], InternetChecksum.Update(checksum, before, BinaryPrimitives.ReadUInt16BigEndian(packet)));
    }
}
