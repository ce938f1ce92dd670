using System.Buffers.Binary;
using System.Net;
using Culvert.Core;
using Culvert.Esp.Inner;
using Culvert.Esp.Offload;
using Culvert.Testing;
using static Culvert.Testing.InnerPacket;

namespace Culvert.Esp.Tests.Offload;

public sealed class SuperPacketTests
{
    private static readonly byte[] Timestamps = [1, 1, 8, 10, 0, 0, 0, 1, 0, 0, 0, 2];

    public static TheoryData<IPAddress, IPAddress> Families => new() { { Local4, Remote4 }, { Local6, Remote6 } };

    [Theory]
    [MemberData(nameof(Families))]
    public void Tcp_is_cut_into_intact_segments_that_make_the_same_stream(IPAddress source, IPAddress destination)
    {
        byte[] data = new SeededEntropy(1).Bytes(5000);
        byte[] packet = Tcp(source, destination, 0xfffffc00, data, options: Timestamps, identification: 0xffff);
        List<byte[]> segments = KernelCut.Segments(KernelCut.Frame(packet, Kind(source), 1370));
        int headers = packet.Length - data.Length, transport = headers - 32;
        Assert.Equal([1370, 1370, 1370, 890], segments.Select(segment => segment.Length - headers));
        Assert.All(segments, segment => Assert.True(IsIntact(segment)));
        Assert.Equal(data, segments.SelectMany(segment => segment[headers..]));
        // Sequence numbers go on, over the end of their range.
        Assert.Equal([0xfffffc00, 0x0000015a, 0x000006b4, 0x00000c0e], segments.Select(s => BinaryPrimitives.ReadUInt32BigEndian(s.AsSpan(transport + 4))));
    }

    [Fact]
    public void Each_IPv4_segment_has_its_own_identification()
    {
        byte[] packet = Tcp(Local4, Remote4, 1, new byte[3000], identification: 0xfffe);
        List<byte[]> segments = KernelCut.Segments(KernelCut.Frame(packet, SegmentationKind.TcpIPv4, 1000));
        Assert.Equal([0xfffe, 0xffff, 0x0000], segments.Select(segment => BinaryPrimitives.ReadUInt16BigEndian(segment.AsSpan(4))));
    }

    [Fact]
    public void Fin_and_push_go_with_the_last_segment_and_cwr_with_the_first()
    {
        byte[] packet = Tcp(Local4, Remote4, 1, new byte[300], flags: 0xd9); // CWR ECE ACK PSH FIN
        List<byte[]> segments = KernelCut.Segments(KernelCut.Frame(packet, SegmentationKind.TcpIPv4, 100));
        Assert.Equal(new byte[] { 0xd0, 0x50, 0x59 }, segments.Select(segment => segment[33]));
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void Udp_is_cut_into_datagrams_with_their_own_lengths(IPAddress source, IPAddress destination)
    {
        byte[] data = new SeededEntropy(2).Bytes(2500);
        byte[] packet = Udp(source, destination, data);
        List<byte[]> segments = KernelCut.Segments(KernelCut.Frame(packet, SegmentationKind.Udp, 1000));
        int headers = packet.Length - data.Length;
        Assert.Equal([1008, 1008, 508], segments.Select(segment => (int)BinaryPrimitives.ReadUInt16BigEndian(segment.AsSpan(headers - 4))));
        Assert.All(segments, segment => Assert.True(IsIntact(segment)));
        Assert.Equal(data, segments.SelectMany(segment => segment[headers..]));
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void A_packet_that_needs_no_cutting_gets_its_checksum_only(IPAddress source, IPAddress destination)
    {
        byte[] packet = Udp(source, destination, [1, 2, 3, 4, 5]);
        byte[] segment = Assert.Single(KernelCut.Segments(KernelCut.Frame(packet, SegmentationKind.None, 0)));
        Assert.Equal(packet, segment);
    }

    [Fact]
    public void A_packet_with_a_finished_checksum_is_not_touched()
    {
        byte[] packet = Tcp(Local4, Remote4, 1, [1, 2, 3]);
        Assert.Equal(packet, Assert.Single(KernelCut.Segments([.. new byte[10], .. packet])));
    }

    [Fact]
    public void A_udp_checksum_that_comes_out_as_zero_is_sent_as_all_ones()
    {
        byte[] packet = Udp(Local4, Remote4, new byte[2]);
        ushort missing = BinaryPrimitives.ReadUInt16BigEndian(packet.AsSpan(26));
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(28), missing);
        byte[] segment = Assert.Single(KernelCut.Segments(KernelCut.Frame(packet, SegmentationKind.None, 0)));
        Assert.Equal(0xffff, BinaryPrimitives.ReadUInt16BigEndian(segment.AsSpan(26)));
    }

    [Fact]
    public void Frames_that_contradict_themselves_are_refused()
    {
        byte[] tcp = Tcp(Local4, Remote4, 1, new byte[300]), udp = Udp(Local4, Remote4, new byte[300]);
        Assert.False(SuperPacket.TryParse(new byte[10], out _));
        Assert.False(SuperPacket.TryParse([.. new byte[10], .. new byte[40]], out _));
        Assert.False(SuperPacket.TryParse(KernelCut.Frame(tcp, SegmentationKind.TcpIPv4, 0), out _));
        Assert.False(SuperPacket.TryParse(KernelCut.Frame(udp, SegmentationKind.TcpIPv4, 100), out _));
        Assert.False(SuperPacket.TryParse(KernelCut.Frame(tcp, SegmentationKind.Udp, 100), out _));
        Assert.False(SuperPacket.TryParse(KernelCut.Frame(tcp, (SegmentationKind)3, 100), out _));
        byte[] tooLong = KernelCut.Frame(tcp, SegmentationKind.TcpIPv4, 100);
        tooLong[10 + 32] = 0xf0;
        byte[] longHeader = [.. tooLong.AsSpan(0, 10 + 50)];
        longHeader[10 + 3] = 50;
        longHeader[10 + 2] = 0;
        Assert.False(SuperPacket.TryParse(longHeader, out _));
    }

    [Fact]
    public void Random_frames_never_throw()
    {
        var entropy = new SeededEntropy(5);
        byte[] room = new byte[70_000];
        for (int i = 0; i < 100_000; i++)
        {
            byte[] frame = entropy.Bytes(10 + (int)(entropy.NextUInt32() % 120));
            if (frame.Length > 20) (frame[1], frame[10], frame[12], frame[19]) = ((byte)(i % 7), (byte)(i % 3 == 0 ? 0x60 : 0x45), 0, (byte)(i % 2 == 0 ? 6 : 17));
            if (!SuperPacket.TryParse(frame, out SuperPacket super)) continue;
            for (int k = 0; k < super.Count; k++) super.CopySegment(k, room);
        }
    }

    private static SegmentationKind Kind(IPAddress address) =>
        address.GetAddressBytes().Length == 4 ? SegmentationKind.TcpIPv4 : SegmentationKind.TcpIPv6;
}
