using System.Buffers.Binary;
using Culvert.Esp.Inner;

namespace Culvert.Esp.Offload;

/// <summary>
/// A packet from a TUN device that the kernel has left uncut and without its transport checksum. Every segment is copied
/// straight to where it will be encrypted, and summed on the way. A packet that needs no cutting is one segment.
/// </summary>
public readonly ref struct SuperPacket
{
    private readonly ReadOnlySpan<byte> _packet;
    private readonly VirtioNetHeader _offload;
    private readonly IpHeader _header;
    private readonly int _headersLength;
    private readonly int _segmentSize;

    private SuperPacket(ReadOnlySpan<byte> packet, VirtioNetHeader offload, IpHeader header, int headersLength, int segmentSize)
    {
        _packet = packet;
        _offload = offload;
        _header = header;
        _headersLength = headersLength;
        _segmentSize = segmentSize;
        Count = Math.Max(1, (packet.Length - headersLength + segmentSize - 1) / segmentSize);
    }

    /// <summary>The packet as it came.</summary>
    public ReadOnlySpan<byte> Packet => _packet;

    public IpHeader Header => _header;

    /// <summary>Number of segments.</summary>
    public int Count { get; }

    /// <summary>Takes a frame apart: virtio-net header, then one packet.</summary>
    /// <returns>False when the headers contradict themselves.</returns>
    public static bool TryParse(ReadOnlySpan<byte> frame, out SuperPacket super)
    {
        super = default;
        if (frame.Length <= VirtioNetHeader.Length) return false;
        VirtioNetHeader offload = VirtioNetHeader.Read(frame);
        if (!IpHeader.TryParse(frame[VirtioNetHeader.Length..], out IpHeader header)) return false;
        ReadOnlySpan<byte> packet = frame.Slice(VirtioNetHeader.Length, header.Length);
        if (offload.Kind == SegmentationKind.None) return TryWhole(packet, offload, header, out super);
        int headersLength = header.TransportOffset + TransportLength(packet, offload, header);
        if (headersLength == header.TransportOffset || headersLength > packet.Length || offload.SegmentSize == 0) return false;
        super = new SuperPacket(packet, offload, header, headersLength, offload.SegmentSize);
        return true;
    }

    /// <summary>Octets of a segment, headers included.</summary>
    public int SegmentLength(int index) => _headersLength + PayloadLength(index);

    /// <summary>Writes a segment as a packet of its own, checksums finished.</summary>
    /// <returns>Its length: <see cref="SegmentLength"/>.</returns>
    public int CopySegment(int index, Span<byte> destination)
    {
        if (_offload.Kind == SegmentationKind.None) return CopyWhole(destination);
        int length = SegmentLength(index);
        ReadOnlySpan<byte> payload = _packet.Slice(_headersLength + (index * _segmentSize), PayloadLength(index));
        Span<byte> segment = destination[..length];
        _packet[.._headersLength].CopyTo(segment);
        uint payloadSum = InternetChecksum.CopyAndSum(payload, segment[_headersLength..]);
        WriteNetworkHeader(segment, index);
        WriteTransportHeader(segment[_header.TransportOffset..], index, payloadSum);
        return length;
    }

    private static bool TryWhole(ReadOnlySpan<byte> packet, VirtioNetHeader offload, IpHeader header, out SuperPacket super)
    {
        super = new SuperPacket(packet, offload, header, packet.Length, 1);
        return !offload.IsChecksumPartial || offload.ChecksumStart + offload.ChecksumOffset + 2 <= packet.Length;
    }

    // 0 when the packet is not of the kind that its offload says.
    private static int TransportLength(ReadOnlySpan<byte> packet, VirtioNetHeader offload, IpHeader header)
    {
        int available = header.HasTransport && !header.IsFragment ? packet.Length - header.TransportOffset : 0;
        switch (offload.Kind)
        {
            case SegmentationKind.TcpIPv4 or SegmentationKind.TcpIPv6:
                if (header.Protocol != IpProtocol.Tcp || available < TcpHeader.MinimumLength) return 0;
                int length = TcpHeader.Length(packet[header.TransportOffset..]);
                return length < TcpHeader.MinimumLength ? 0 : length;
            case SegmentationKind.Udp:
                return header.Protocol == IpProtocol.Udp && available >= UdpHeader.HeaderLength ? UdpHeader.HeaderLength : 0;
            default:
                return 0;
        }
    }

    private int PayloadLength(int index) => Math.Min(_segmentSize, _packet.Length - _headersLength - (index * _segmentSize));

    private int CopyWhole(Span<byte> destination)
    {
        Span<byte> copy = destination[.._packet.Length];
        if (!_offload.IsChecksumPartial)
        {
            _packet.CopyTo(copy);
            return copy.Length;
        }

        int start = _offload.ChecksumStart;
        _packet[..start].CopyTo(copy);
        // The field already holds the pseudo-header's sum and takes part.
        WriteChecksum(copy[start..], _offload.ChecksumOffset, InternetChecksum.CopyAndSum(_packet[start..], copy[start..]));
        return copy.Length;
    }

    private void WriteNetworkHeader(Span<byte> segment, int index)
    {
        if (_header.IsIPv6)
        {
            BinaryPrimitives.WriteUInt16BigEndian(segment[4..], (ushort)(segment.Length - IpHeader.IPv6Length));
            return;
        }

        BinaryPrimitives.WriteUInt16BigEndian(segment[2..], (ushort)segment.Length);
        // Segments must not share an identification (RFC 6864): count on from the packet's.
        BinaryPrimitives.WriteUInt16BigEndian(segment[4..], (ushort)(BinaryPrimitives.ReadUInt16BigEndian(_packet[4..]) + index));
        segment[10..12].Clear();
        BinaryPrimitives.WriteUInt16BigEndian(segment[10..], InternetChecksum.Finish(InternetChecksum.Sum(segment[.._header.TransportOffset])));
    }

    private void WriteTransportHeader(Span<byte> transport, int index, uint payloadSum)
    {
        int headerLength = _headersLength - _header.TransportOffset;
        bool isTcp = _offload.Kind != SegmentationKind.Udp;
        if (isTcp) WriteTcpHeader(transport, index);
        else BinaryPrimitives.WriteUInt16BigEndian(transport[UdpHeader.LengthOffset..], (ushort)transport.Length);
        int checksumOffset = isTcp ? TcpHeader.ChecksumOffset : UdpHeader.ChecksumOffset;
        transport.Slice(checksumOffset, 2).Clear();
        uint sum = InternetChecksum.PseudoHeader(_header.Addresses(_packet), _header.Protocol, transport.Length)
            + InternetChecksum.Sum(transport[..headerLength]) + payloadSum;
        WriteChecksum(transport, checksumOffset, sum);
    }

    private void WriteTcpHeader(Span<byte> tcp, int index)
    {
        uint first = BinaryPrimitives.ReadUInt32BigEndian(_packet[(_header.TransportOffset + TcpHeader.SequenceOffset)..]);
        BinaryPrimitives.WriteUInt32BigEndian(tcp[TcpHeader.SequenceOffset..], first + (uint)(index * _segmentSize));
        // The end of the data belongs to the last segment, "congestion window reduced" to the first (RFC 3168 section 6.1.2).
        if (index < Count - 1) tcp[TcpHeader.FlagsOffset] &= unchecked((byte)~(TcpHeader.Fin | TcpHeader.Push));
        if (index > 0) tcp[TcpHeader.FlagsOffset] &= unchecked((byte)~TcpHeader.Cwr);
    }

    private static void WriteChecksum(Span<byte> transport, int offset, uint sum)
    {
        ushort checksum = InternetChecksum.Finish(sum);
        // 0 in UDP means "none" (RFC 768). At TCP's offset either zero verifies.
        if (checksum == 0 && offset == UdpHeader.ChecksumOffset) checksum = 0xffff;
        BinaryPrimitives.WriteUInt16BigEndian(transport[offset..], checksum);
    }
}
