using System.Buffers.Binary;
using Culvert.Core;
using Culvert.Esp.Inner;
using Culvert.Esp.Offload;
using Culvert.Testing;

namespace Culvert.Esp.Tests.Offload;

/// <summary>Frames as a kernel makes them, and what a kernel would make of ours.</summary>
internal static class KernelCut
{
    /// <summary>A frame that asks for segmentation: the packet with only its pseudo-header's sum in the checksum field.</summary>
    public static byte[] Frame(byte[] packet, SegmentationKind kind, int segmentSize)
    {
        Assert.True(IpHeader.TryParse(packet, out IpHeader header));
        bool udp = header.Protocol == IpProtocol.Udp;
        int checksumOffset = udp ? 6 : 16;
        int headersLength = header.TransportOffset + (udp ? 8 : (packet[header.TransportOffset + 12] >> 4) * 4);
        byte[] frame = new byte[10 + packet.Length];
        VirtioNetHeader offload = VirtioNetHeader.Segmented(kind, headersLength, segmentSize, header.TransportOffset, checksumOffset);
        offload.Write(frame);
        packet.CopyTo(frame, 10);
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(10 + header.TransportOffset + checksumOffset), PseudoSum(packet, header));
        return frame;
    }

    /// <summary>The folded sum of the pseudo-header, as a partial checksum holds it.</summary>
    public static ushort PseudoSum(ReadOnlySpan<byte> packet, in IpHeader header)
    {
        int length = header.Length - header.TransportOffset;
        return (ushort)~InnerPacket.SlowChecksum([.. header.Addresses(packet), 0, header.Protocol, (byte)(length >> 8), (byte)length]);
    }

    public static List<byte[]> Segments(byte[] frame)
    {
        Assert.True(SuperPacket.TryParse(frame, out SuperPacket super));
        var segments = new List<byte[]>();
        for (int i = 0; i < super.Count; i++)
        {
            byte[] segment = new byte[super.SegmentLength(i)];
            Assert.Equal(segment.Length, super.CopySegment(i, segment));
            segments.Add(segment);
        }

        return segments;
    }
}
