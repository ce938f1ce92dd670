using System.Runtime.InteropServices;

namespace Culvert.Esp.Offload;

/// <summary>
/// What a TUN device says, or is told, about the packet behind it (virtio 1.2 section 5.1.6). Numbers in the machine's
/// own octet order.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
public readonly struct VirtioNetHeader
{
    /// <summary>Size on the device in octets.</summary>
    public const int Length = 10;

    private const byte NeedsChecksum = 1;
    private const byte EcnBit = 0x80;

    private readonly byte _flags;
    private readonly byte _kind;

    /// <summary>A hint only: kernels set it to less than the headers' true length.</summary>
    private readonly ushort _headersLength;
    private readonly ushort _segmentSize;
    private readonly ushort _checksumStart;
    private readonly ushort _checksumOffset;

    private VirtioNetHeader(SegmentationKind kind, int headersLength, int segmentSize, int checksumStart, int checksumOffset)
    {
        _flags = NeedsChecksum;
        _kind = (byte)kind;
        _headersLength = (ushort)headersLength;
        _segmentSize = (ushort)segmentSize;
        _checksumStart = (ushort)checksumStart;
        _checksumOffset = (ushort)checksumOffset;
    }

    public SegmentationKind Kind => (SegmentationKind)(_kind & ~EcnBit);

    /// <summary>Payload octets of each segment but the last.</summary>
    public int SegmentSize => _segmentSize;

    /// <summary>The field at <see cref="ChecksumStart"/> + <see cref="ChecksumOffset"/> holds only the pseudo-header's sum.</summary>
    public bool IsChecksumPartial => (_flags & NeedsChecksum) != 0;

    public int ChecksumStart => _checksumStart;

    public int ChecksumOffset => _checksumOffset;

    /// <summary>A packet to be cut by the kernel, its transport checksum partial.</summary>
    public static VirtioNetHeader Segmented(SegmentationKind kind, int headersLength, int segmentSize, int transportOffset, int checksumOffset) =>
        new(kind, headersLength, segmentSize, transportOffset, checksumOffset);

    public static VirtioNetHeader Read(ReadOnlySpan<byte> frame) => MemoryMarshal.Read<VirtioNetHeader>(frame);

    public void Write(Span<byte> frame) => MemoryMarshal.Write(frame, in this);
}
