using System.Buffers.Binary;

namespace Culvert.Esp.Inner;

/// <summary>
/// Lowers the maximum segment size that a TCP handshake announces, so that the segments fit the tunnel although path
/// MTU discovery is broken somewhere behind it.
/// </summary>
public static class MssClamp
{
    private const byte EndOfOptions = 0;
    private const byte NoOperation = 1;
    private const byte MaximumSegmentSize = 2;
    private const int OptionLength = 4;

    /// <param name="packet">With a finished TCP checksum, which is kept right.</param>
    /// <param name="innerMtu">Of the tunnel, in octets.</param>
    /// <returns>Whether the packet was changed.</returns>
    public static bool Apply(Span<byte> packet, in IpHeader header, int innerMtu)
    {
        if (header.Protocol != IpProtocol.Tcp || !header.HasTransport) return false;
        Span<byte> tcp = packet[header.TransportOffset..header.Length];
        if (tcp.Length < TcpHeader.MinimumLength || (tcp[TcpHeader.FlagsOffset] & TcpHeader.Syn) == 0) return false;
        int at = FindOption(tcp);
        if (at < 0) return false;
        ushort largest = (ushort)Math.Clamp(EspMtu.MaximumSegmentSize(innerMtu, header.IsIPv6), 1, ushort.MaxValue);
        return BinaryPrimitives.ReadUInt16BigEndian(tcp[(at + 2)..]) > largest && Lower(tcp, at + 2, largest);
    }

    private static int FindOption(ReadOnlySpan<byte> tcp)
    {
        int end = Math.Min(TcpHeader.Length(tcp), tcp.Length);
        for (int at = TcpHeader.MinimumLength; at + OptionLength <= end;)
        {
            byte kind = tcp[at];
            if (kind == EndOfOptions) return -1;
            if (kind == MaximumSegmentSize) return tcp[at + 1] == OptionLength ? at : -1;
            int length = kind == NoOperation ? 1 : tcp[at + 1];
            if (length == 0) return -1;
            at += length;
        }

        return -1;
    }

    private static bool Lower(Span<byte> tcp, int at, ushort value)
    {
        ushort checksum = BinaryPrimitives.ReadUInt16BigEndian(tcp[TcpHeader.ChecksumOffset..]);
        // The option may lie across two checksum words; the sum then sees its octets swapped.
        ushort before = Word(BinaryPrimitives.ReadUInt16BigEndian(tcp[at..]), at);
        BinaryPrimitives.WriteUInt16BigEndian(tcp[at..], value);
        BinaryPrimitives.WriteUInt16BigEndian(tcp[TcpHeader.ChecksumOffset..], InternetChecksum.Update(checksum, before, Word(value, at)));
        return true;
    }

    private static ushort Word(ushort value, int at) => at % 2 == 0 ? value : BinaryPrimitives.ReverseEndianness(value);
}
