using System.Buffers.Binary;
using Culvert.Core;
using Culvert.Esp.Inner;

namespace Culvert.Esp.Offload;

/// <summary>
/// One larger packet in the making. It stays where its parts lie: the first packet with its headers, then the others'
/// payloads, as slices of the receive buffer.
/// </summary>
internal sealed class CoalescedFlow
{
    private const int MaxSlices = 64;
    private const int MaxLength = ushort.MaxValue;

    private readonly PacketSlice[] _slices = new PacketSlice[MaxSlices];
    private Candidate _first;
    private uint _nextSequence;
    private int _count;
    private int _length;
    private bool _isClosed;
    private bool _endsWithPush;

    public bool IsOpen => _count > 0;

    /// <summary>Nothing more may be added.</summary>
    public bool IsClosed => _isClosed;

    /// <summary>Octets of each segment's payload but the last's.</summary>
    private int SegmentSize => _first.PayloadLength;

    public void Begin(in Candidate first)
    {
        _first = first;
        _count = 0;
        _length = first.HeadersLength;
        _isClosed = false;
        // The virtio-net header goes in front of the first packet, over what was ESP's.
        Append(first, new PacketSlice(first.Packet.Offset - VirtioNetHeader.Length, first.Packet.Length + VirtioNetHeader.Length));
    }

    /// <summary>Whether a packet, by its addresses and ports, belongs here. Without ports: by its addresses.</summary>
    public bool IsSameFlow(ReadOnlySpan<byte> buffer, PacketSlice packet, in IpHeader header)
    {
        if (!IsOpen || header.IsIPv6 != _first.Header.IsIPv6) return false;
        ReadOnlySpan<byte> ours = Octets(buffer, _first.Packet), theirs = Octets(buffer, packet);
        if (!_first.Header.Addresses(ours).SequenceEqual(header.Addresses(theirs))) return false;
        if (header.IsFragment) return true;
        if (header.Protocol != _first.Header.Protocol || header.Length < header.TransportOffset + 4) return false;
        return ours.Slice(_first.Header.TransportOffset, 4).SequenceEqual(theirs.Slice(header.TransportOffset, 4));
    }

    /// <summary>Whether the packet goes on exactly where this one ends, and differs in nothing that the merge would lose.</summary>
    public bool TryAppend(ReadOnlySpan<byte> buffer, in Candidate next)
    {
        if (_isClosed || _count == MaxSlices || _length + next.PayloadLength > MaxLength) return false;
        if (next.HeadersLength != _first.HeadersLength || next.PayloadLength > SegmentSize) return false;
        if (_first.IsTcp && next.Sequence != _nextSequence) return false;
        if (!HasSameHeaders(Octets(buffer, _first.Packet), Octets(buffer, next.Packet))) return false;
        Append(next, next.Payload);
        return true;
    }

    /// <summary>Hands the packet on, headers made right, and is free again.</summary>
    public void Flush(Span<byte> buffer, IPacketSink sink)
    {
        if (!IsOpen) return;
        Span<byte> frame = buffer.Slice(_slices[0].Offset, _slices[0].Length);
        if (_count == 1) default(VirtioNetHeader).Write(frame);
        else WriteHeaders(frame);
        sink.Write(buffer, _slices.AsSpan(0, _count));
        _count = 0;
    }

    private static ReadOnlySpan<byte> Octets(ReadOnlySpan<byte> buffer, PacketSlice slice) => buffer.Slice(slice.Offset, slice.Length);

    private void Append(in Candidate packet, PacketSlice slice)
    {
        _slices[_count++] = slice;
        _length += packet.PayloadLength;
        _nextSequence = packet.Sequence + (uint)packet.PayloadLength;
        _endsWithPush = packet.EndsRun;
        _isClosed = packet.EndsRun || packet.PayloadLength < SegmentSize;
    }

    // Type of service with ECN, flow label, Don't Fragment and time to live; for TCP acknowledgment, window and options.
    private bool HasSameHeaders(ReadOnlySpan<byte> ours, ReadOnlySpan<byte> theirs)
    {
        bool sameNetwork = _first.Header.IsIPv6
            ? ours[..4].SequenceEqual(theirs[..4]) && ours[7] == theirs[7]
            : ours[1] == theirs[1] && ours[6] == theirs[6] && ours[8] == theirs[8];
        if (!sameNetwork || !_first.IsTcp) return sameNetwork;
        ReadOnlySpan<byte> ourTcp = ours[_first.Header.TransportOffset.._first.HeadersLength];
        ReadOnlySpan<byte> theirTcp = theirs[_first.Header.TransportOffset.._first.HeadersLength];
        return Same(ourTcp, theirTcp, TcpHeader.AcknowledgmentOffset, 5)
            && Same(ourTcp, theirTcp, TcpHeader.WindowOffset, 2)
            && ourTcp[TcpHeader.MinimumLength..].SequenceEqual(theirTcp[TcpHeader.MinimumLength..]);
    }

    private static bool Same(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, int offset, int length) =>
        left.Slice(offset, length).SequenceEqual(right.Slice(offset, length));

    private void WriteHeaders(Span<byte> frame)
    {
        Span<byte> packet = frame[VirtioNetHeader.Length..];
        IpHeader header = _first.Header;
        int transportLength = _length - header.TransportOffset;
        WriteNetworkHeader(packet);
        Span<byte> transport = packet[header.TransportOffset..];
        if (_first.IsTcp && _endsWithPush) transport[TcpHeader.FlagsOffset] |= TcpHeader.Push;
        if (!_first.IsTcp) BinaryPrimitives.WriteUInt16BigEndian(transport[UdpHeader.LengthOffset..], (ushort)transportLength);
        int checksumOffset = _first.IsTcp ? TcpHeader.ChecksumOffset : UdpHeader.ChecksumOffset;
        ushort partial = InternetChecksum.Fold(InternetChecksum.PseudoHeader(header.Addresses(packet), header.Protocol, transportLength));
        BinaryPrimitives.WriteUInt16BigEndian(transport[checksumOffset..], partial);
        VirtioNetHeader.Segmented(Kind, _first.HeadersLength, SegmentSize, header.TransportOffset, checksumOffset).Write(frame);
    }

    private SegmentationKind Kind => !_first.IsTcp ? SegmentationKind.Udp
        : _first.Header.IsIPv6 ? SegmentationKind.TcpIPv6 : SegmentationKind.TcpIPv4;

    private void WriteNetworkHeader(Span<byte> packet)
    {
        if (_first.Header.IsIPv6)
        {
            BinaryPrimitives.WriteUInt16BigEndian(packet[4..], (ushort)(_length - IpHeader.IPv6Length));
            return;
        }

        BinaryPrimitives.WriteUInt16BigEndian(packet[2..], (ushort)_length);
        packet[10..12].Clear();
        BinaryPrimitives.WriteUInt16BigEndian(packet[10..], InternetChecksum.Finish(InternetChecksum.Sum(packet[..IpHeader.IPv4Length])));
    }
}
