using System.Net;
using Culvert.Core;
using Culvert.Esp.Inner;
using Culvert.Esp.Offload;
using Culvert.Testing;
using static Culvert.Testing.InnerPacket;

namespace Culvert.Esp.Tests.Offload;

public sealed class CoalescerTests
{
    private readonly ReceiveBuffer _buffer = new();

    public static TheoryData<IPAddress, IPAddress> Families => new() { { Local4, Remote4 }, { Local6, Remote6 } };

    [Theory]
    [MemberData(nameof(Families))]
    public void Consecutive_tcp_segments_become_one_frame_that_a_kernel_can_cut_again(IPAddress source, IPAddress destination)
    {
        byte[] data = new SeededEntropy(1).Bytes(4500);
        byte[][] sent = [.. data.Chunk(1000).Select((part, i) => Tcp(source, destination, (uint)(1 + (i * 1000)), part, identification: (ushort)(1 + i)))];
        foreach (byte[] packet in sent) _buffer.Add(packet);
        _buffer.Flush();
        byte[] frame = Assert.Single(_buffer.Frames);
        Assert.Equal(1000, VirtioNetHeader.Read(frame).SegmentSize);
        Assert.Equal(sent, KernelCut.Segments(frame));
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void Equal_udp_datagrams_become_one_frame_that_a_kernel_can_cut_again(IPAddress source, IPAddress destination)
    {
        byte[][] sent = [.. Enumerable.Range(0, 5).Select(i => Udp(source, destination, new SeededEntropy((ulong)i).Bytes(i == 4 ? 70 : 100)))];
        foreach (byte[] packet in sent) _buffer.Add(packet);
        _buffer.Flush();
        List<byte[]> cut = KernelCut.Segments(Assert.Single(_buffer.Frames));
        Assert.Equal(sent.Select(packet => packet[^8..]), cut.Select(packet => packet[^8..]));
        Assert.All(cut, packet => Assert.True(IsIntact(packet)));
    }

    [Fact]
    public void A_frame_says_what_the_kernel_needs_to_finish_it()
    {
        byte[] one = Tcp(Local4, Remote4, 1, new byte[100]), two = Tcp(Local4, Remote4, 101, new byte[100], flags: 0x18);
        _buffer.Add(one);
        _buffer.Add(two);
        byte[] frame = Assert.Single(_buffer.Frames); // PSH ends it before the batch does
        VirtioNetHeader offload = VirtioNetHeader.Read(frame);
        Assert.True(offload.IsChecksumPartial);
        Assert.Equal((SegmentationKind.TcpIPv4, 100, 20, 16), (offload.Kind, offload.SegmentSize, offload.ChecksumStart, offload.ChecksumOffset));
        Assert.True(IpHeader.TryParse(frame.AsSpan(10), out IpHeader header));
        Assert.Equal(240, header.Length);
        Assert.Equal(0, SlowChecksum(frame.AsSpan(10, 20)));
        Assert.Equal(KernelCut.PseudoSum(frame.AsSpan(10), header), (ushort)((frame[46] << 8) | frame[47]));
        Assert.Equal(0x18, frame[43]);
    }

    [Theory]
    [InlineData("a gap")]
    [InlineData("a retransmission")]
    [InlineData("another window")]
    [InlineData("another option")]
    [InlineData("another time to live")]
    [InlineData("another type of service")]
    [InlineData("don't fragment cleared")]
    [InlineData("a longer payload")]
    public void What_the_merge_would_lose_keeps_segments_apart(string difference)
    {
        byte[] first = Tcp(Local4, Remote4, 1, new byte[100], options: [1, 1, 1, 1]);
        byte[] second = difference switch
        {
            "a gap" => Tcp(Local4, Remote4, 102, new byte[100], options: [1, 1, 1, 1]),
            "a retransmission" => Tcp(Local4, Remote4, 1, new byte[100], options: [1, 1, 1, 1]),
            "another window" => Tcp(Local4, Remote4, 101, new byte[100], options: [1, 1, 1, 1], window: 501),
            "another option" => Tcp(Local4, Remote4, 101, new byte[100], options: [1, 1, 1, 0]),
            "a longer payload" => Tcp(Local4, Remote4, 101, new byte[101], options: [1, 1, 1, 1]),
            _ => Tcp(Local4, Remote4, 101, new byte[100], options: [1, 1, 1, 1]),
        };
        if (difference == "another time to live") second[8]--;
        if (difference == "another type of service") second[1] ^= 3;
        if (difference == "don't fragment cleared") second[6] = 0;
        _buffer.Add(first);
        _buffer.Add(second);
        _buffer.Flush();
        Assert.Equal([first, second], _buffer.Frames.Select(frame => frame[10..]));
    }

    [Theory]
    [InlineData(0x11)] // FIN
    [InlineData(0x14)] // RST
    [InlineData(0x30)] // URG
    [InlineData(0x50)] // ECE
    [InlineData(0x90)] // CWR
    public void A_segment_with_another_flag_goes_alone_and_after_what_came_before_it(byte flags)
    {
        byte[] first = Tcp(Local4, Remote4, 1, new byte[100]), second = Tcp(Local4, Remote4, 101, new byte[100], flags);
        _buffer.Add(first);
        _buffer.Add(second);
        Assert.Equal([first, second], _buffer.Frames.Select(frame => frame[10..]));
    }

    [Theory]
    [InlineData(139)]
    [InlineData(10)]
    public void A_wrong_checksum_is_passed_on_as_it_is_and_never_made_right(int at)
    {
        byte[] first = Tcp(Local4, Remote4, 1, new byte[100]), wrong = Tcp(Local4, Remote4, 101, new byte[100]);
        wrong[at] ^= 1;
        _buffer.Add(first);
        _buffer.Add(wrong);
        _buffer.Flush();
        Assert.Equal([first, wrong], _buffer.Frames.Select(frame => frame[10..]));
        Assert.False(VirtioNetHeader.Read(_buffer.Frames[1]).IsChecksumPartial);
    }

    [Fact]
    public void Pure_acknowledgments_and_fragments_go_alone()
    {
        byte[] data = Tcp(Local4, Remote4, 1, new byte[100]), ack = Tcp(Local4, Remote4, 101, []);
        byte[] fragment = Tcp(Local4, Remote4, 101, new byte[100]);
        fragment[6] = 0x20;
        _buffer.Add(data);
        _buffer.Add(ack);
        _buffer.Add(Tcp(Local4, Remote4, 101, new byte[100]));
        _buffer.Add(fragment);
        Assert.Equal(4, _buffer.Frames.Count);
        Assert.Equal(fragment, _buffer.Frames[3][10..]);
    }

    [Fact]
    public void Udp_without_a_checksum_goes_alone()
    {
        byte[] packet = Udp(Local4, Remote4, new byte[50]);
        packet.AsSpan(26, 2).Clear();
        _buffer.Add(packet);
        _buffer.Add(packet);
        Assert.Equal(2, _buffer.Frames.Count);
    }

    [Fact]
    public void What_the_device_cannot_cut_is_not_put_together()
    {
        var buffer = new ReceiveBuffer(CoalescingKinds.TcpIPv4);
        buffer.Add(Udp(Local4, Remote4, new byte[50]));
        buffer.Add(Udp(Local4, Remote4, new byte[50]));
        buffer.Add(Tcp(Local6, Remote6, 1, new byte[50]));
        buffer.Add(Tcp(Local6, Remote6, 51, new byte[50]));
        Assert.Equal(4, buffer.Frames.Count);
    }

    [Fact]
    public void A_frame_never_grows_past_the_largest_packet()
    {
        for (int i = 0; i < 100; i++) _buffer.Add(Tcp(Local4, Remote4, (uint)(1 + (i * 8000)), new byte[8000]));
        _buffer.Flush();
        Assert.All(_buffer.Frames, frame => Assert.True(frame.Length - 10 <= 65535));
        Assert.Equal(100 * 8000, _buffer.Frames.Sum(frame => frame.Length - 10 - 40));
    }

    [Fact]
    public void Adding_allocates_nothing()
    {
        var coalescer = new Coalescer(CoalescingKinds.TcpIPv4, new Nowhere());
        byte[] buffer = new byte[10_000];
        byte[] packet = Tcp(Local4, Remote4, 1, new byte[1000]);
        packet.CopyTo(buffer, 16);
        Assert.True(IpHeader.TryParse(packet, out IpHeader header));
        Assert.Equal(0, Allocation.Of(() => Run(10_000)));

        void Run(int count)
        {
            for (int i = 0; i < count; i++) coalescer.Add(buffer, new PacketSlice(16, packet.Length), header);
            coalescer.Flush(buffer);
        }
    }

    private sealed class Nowhere : IPacketSink
    {
        public void Write(ReadOnlySpan<byte> buffer, ReadOnlySpan<PacketSlice> slices)
        {
        }
    }
}
