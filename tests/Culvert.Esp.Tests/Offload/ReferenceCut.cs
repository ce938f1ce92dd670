using System.Buffers.Binary;
using Culvert.Testing;

namespace Culvert.Esp.Tests.Offload;

/// <summary>
/// What a frame stands for, worked out slowly and without the code under test (virtio 1.2 section 5.1.6.2, RFC 9293, RFC 768):
/// the packets, every field of every header as a host would have sent it.
/// </summary>
internal static class ReferenceCut
{
    private const int VirtioLength = 10;

    public static List<byte[]> Packets(byte[] frame)
    {
        byte[] packet = frame[VirtioLength..];
        bool isPartial = (frame[0] & 1) != 0;
        int kind = frame[1] & 0x7f, size = BitConverter.ToUInt16(frame, 4), start = BitConverter.ToUInt16(frame, 6), field = BitConverter.ToUInt16(frame, 8);
        if (kind == 0)
        {
            if (isPartial) Finish(packet, start, field);
            return [packet];
        }

        int headers = kind == 5 ? start + 8 : start + ((packet[start + 12] >> 4) * 4);
        int count = (packet.Length - headers + size - 1) / size;
        return [.. Enumerable.Range(0, count).Select(index => Segment(packet, index, count, headers, size, start, field, isTcp: kind != 5))];
    }

    private static byte[] Segment(byte[] packet, int index, int count, int headers, int size, int start, int field, bool isTcp)
    {
        int from = headers + (index * size);
        byte[] segment = [.. packet[..headers], .. packet[from..Math.Min(from + size, packet.Length)]];
        if (segment[0] >> 4 == 4)
        {
            BinaryPrimitives.WriteUInt16BigEndian(segment.AsSpan(2), (ushort)segment.Length);
            BinaryPrimitives.WriteUInt16BigEndian(segment.AsSpan(4), (ushort)(BinaryPrimitives.ReadUInt16BigEndian(packet.AsSpan(4)) + index));
            segment[10] = segment[11] = 0;
            BinaryPrimitives.WriteUInt16BigEndian(segment.AsSpan(10), InnerPacket.SlowChecksum(segment.AsSpan(0, start)));
        }
        else
        {
            BinaryPrimitives.WriteUInt16BigEndian(segment.AsSpan(4), (ushort)(segment.Length - 40));
        }

        if (isTcp)
        {
            uint sequence = BinaryPrimitives.ReadUInt32BigEndian(packet.AsSpan(start + 4));
            BinaryPrimitives.WriteUInt32BigEndian(segment.AsSpan(start + 4), sequence + (uint)(index * size));
            // FIN and PSH with the last, CWR with the first.
            if (index < count - 1) segment[start + 13] &= 0xf6;
            if (index > 0) segment[start + 13] &= 0x7f;
        }
        else
        {
            BinaryPrimitives.WriteUInt16BigEndian(segment.AsSpan(start + 4), (ushort)(segment.Length - start));
        }

        segment[start + field] = segment[start + field + 1] = 0;
        int length = segment.Length - start;
        ushort checksum = InnerPacket.SlowChecksum(
            [.. segment[0] >> 4 == 4 ? segment[12..20] : segment[8..40], 0, (byte)(isTcp ? 6 : 17), (byte)(length >> 8), (byte)length, .. segment[start..]]);
        BinaryPrimitives.WriteUInt16BigEndian(segment.AsSpan(start + field), checksum == 0 && !isTcp ? (ushort)0xffff : checksum);
        return segment;
    }

    private static void Finish(byte[] packet, int start, int field)
    {
        ushort checksum = InnerPacket.SlowChecksum(packet.AsSpan(start));
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(start + field), checksum == 0 && field == 6 ? (ushort)0xffff : checksum);
    }
}
