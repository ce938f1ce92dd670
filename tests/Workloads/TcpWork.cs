using System.Buffers.Binary;
using Culvert.Core;
using Culvert.Esp.Inner;
using Culvert.Esp.Offload;
using Culvert.Testing;

namespace Culvert.Workloads;

/// <summary>One large TCP packet, as a TUN device gives it, cut into segments; and these put together again, as a TUN device takes them.</summary>
public sealed class TcpWork : IPacketSink
{
    /// <summary>Segments of a turn.</summary>
    public const int Segments = 46;

    private const int SegmentSize = 1360, Headroom = 16, TcpLength = 20, ChecksumOffset = 16, HeadersLength = IpHeader.IPv4Length + TcpLength;
    private const int SlotLength = Headroom + HeadersLength + SegmentSize;

    private readonly byte[] _frame;
    private readonly byte[] _headers = new byte[HeadersLength];
    private readonly byte[] _buffer = GC.AllocateArray<byte>(SlotLength * Segments, pinned: true);
    private readonly Coalescer _coalescer;
    private int _frames;

    public TcpWork()
    {
        byte[] packet = InnerPacket.Tcp(InnerPacket.Local4, InnerPacket.Remote4, sequence: 1, new byte[SegmentSize * Segments]);
        _frame = new byte[VirtioNetHeader.Length + packet.Length];
        VirtioNetHeader.Segmented(SegmentationKind.TcpIPv4, HeadersLength, SegmentSize, IpHeader.IPv4Length, ChecksumOffset).Write(_frame);
        packet.CopyTo(_frame, VirtioNetHeader.Length);
        int transport = packet.Length - IpHeader.IPv4Length;
        ushort partial = (ushort)~InnerPacket.SlowChecksum([.. packet[12..20], 0, IpProtocol.Tcp, (byte)(transport >> 8), (byte)transport]);
        BinaryPrimitives.WriteUInt16BigEndian(_frame.AsSpan(VirtioNetHeader.Length + IpHeader.IPv4Length + ChecksumOffset), partial);
        _coalescer = new Coalescer(CoalescingKinds.TcpIPv4, this);
        Segment();
        _buffer.AsSpan(Headroom, HeadersLength).CopyTo(_headers);
    }

    /// <summary>Cuts the large packet; every segment gets its headers and checksums.</summary>
    public void Segment()
    {
        if (!SuperPacket.TryParse(_frame, out SuperPacket super) || super.Count != Segments) throw new InvalidOperationException("it is not cut as it should be");
        for (int i = 0; i < Segments; i++) super.CopySegment(i, _buffer.AsSpan((i * SlotLength) + Headroom));
    }

    /// <summary>Puts the segments together; the checksum of each is verified first.</summary>
    public void Coalesce()
    {
        // The first one's became those of the whole.
        _headers.CopyTo(_buffer, Headroom);
        _frames = 0;
        for (int i = 0; i < Segments; i++)
        {
            var slice = new PacketSlice((i * SlotLength) + Headroom, HeadersLength + SegmentSize);
            if (!IpHeader.TryParse(_buffer.AsSpan(slice.Offset, slice.Length), out IpHeader header)) throw new InvalidOperationException("a segment is no packet");
            _coalescer.Add(_buffer, slice, header);
        }

        _coalescer.Flush(_buffer);
        if (_frames != 1) throw new InvalidOperationException($"{_frames} packets came out of {Segments} segments of one");
    }

    public void Write(ReadOnlySpan<byte> buffer, ReadOnlySpan<PacketSlice> slices) => _frames++;
}
