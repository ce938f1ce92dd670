using Culvert.Core;
using Culvert.Hal.Linux;
using Culvert.Hal.Linux.Packets;
using Culvert.Hal.Packets;
using Culvert.Testing;

namespace Culvert.Hal.Tests.Packets;

/// <summary>The kernel's UDP over the loopback device: needs no privilege.</summary>
public sealed class LinuxUdpSocketTests : IDisposable
{
    private const uint Loopback = 0x7f000001;

    private readonly List<string> _notices = [];
    private readonly IPacketSocket _sender;
    private readonly IPacketSocket _receiver;
    private readonly ReceiveBatch _batch = new(4);

    public LinuxUdpSocketTests()
    {
        _sender = Open(isIPv6: false, coalesce: false);
        _receiver = Open(isIPv6: false);
    }

    [Fact]
    public void A_datagram_arrives_with_both_its_ends()
    {
        Assert.Equal(1, Send([1, 2, 3], 3));
        _receiver.Await(_batch);
        ReceivedMessage message = Assert.Single(_batch.Messages.ToArray());
        Assert.Equal(PacketEndpoint.IPv4(Loopback, (ushort)_receiver.Port), message.Local);
        Assert.Equal(PacketEndpoint.IPv4(Loopback, (ushort)_sender.Port), message.Remote);
        Assert.Equal([1, 2, 3], _batch.Buffer.Slice(message.Offset, message.Length).ToArray());
    }

    [Fact]
    public void A_batch_arrives_as_the_datagrams_it_was_made_of()
    {
        byte[] payload = new SeededEntropy(1).Bytes(3500);
        Assert.Equal(4, Send(payload, 1000));
        Assert.Equal(payload.Chunk(1000), ReceiveAll(payload.Length));
    }

    [Fact]
    public void The_largest_batch_of_all_is_taken()
    {
        byte[] payload = new SeededEntropy(2).Bytes(IPacketSocket.MaxSegments * 1000);
        Assert.Equal(IPacketSocket.MaxSegments, Send(payload, 1000));
        Assert.Equal(payload.Chunk(1000), ReceiveAll(payload.Length));
    }

    [Fact]
    public void A_batch_that_the_kernel_will_not_cut_goes_one_by_one_and_that_is_said_once()
    {
        // More segments than any kernel takes: it answers EINVAL.
        byte[] payload = new SeededEntropy(3).Bytes(200);
        Assert.Equal(200, Send(payload, 1));
        Assert.Equal(2, Send(payload, 100));
        Assert.Single(_notices);
        int[] lengths = [.. ReceiveAll(2 * payload.Length).Select(datagram => datagram.Length)];
        Assert.Equal([.. Enumerable.Repeat(1, 200), 100, 100], lengths);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Dscp_and_ecn_go_and_come_with_a_batch(bool isIPv6)
    {
        var platform = new LinuxPacketPlatform(_notices.Add);
        Assert.SkipUnless(!isIPv6 || platform.HasIPv6, "this machine has no IPv6");
        using IPacketSocket sender = Open(isIPv6), receiver = Open(isIPv6);
        PacketEndpoint loopback = isIPv6 ? new(1, 0, true) : PacketEndpoint.IPv4(Loopback, 0);
        foreach (byte trafficClass in (byte[])[0, 1, 2, 3, 46 << 2, 255, 0])
        {
            Assert.Equal(3, sender.Send(loopback, loopback with { Port = (ushort)receiver.Port }, new byte[2500], 1000, trafficClass));
            ReceiveAll(receiver, 2500, out ReceivedMessage last);
            Assert.Equal(trafficClass, last.TrafficClass);
        }
    }

    [Fact]
    public void After_a_probe_packets_may_be_fragmented_again()
    {
        _sender.Probe(PacketEndpoint.IPv4(Loopback, 0), PacketEndpoint.IPv4(Loopback, (ushort)_receiver.Port), [1, 2, 3]);
        Assert.Equal(new byte[] { 1, 2, 3 }, Assert.Single(ReceiveAll(3)));
        Assert.Equal(0, MtuDiscovery(_sender));

        static unsafe int MtuDiscovery(IPacketSocket socket)
        {
            int value = -1;
            uint length = sizeof(int);
            Assert.Equal(0, Libc.GetSocketOption(socket.Descriptor, Libc.SolIp, Libc.IpMtuDiscover, &value, &length));
            return value;
        }
    }

    [Fact]
    public void An_empty_datagram_is_no_message_and_is_counted()
    {
        Send([], 1);
        Send([7], 1);
        int discarded = 0;
        do
        {
            _receiver.Await(_batch);
            discarded += _batch.Discarded;
        }
        while (_batch.Count == 0);

        Assert.Equal(1, discarded);
        ReceivedMessage message = Assert.Single(_batch.Messages.ToArray());
        Assert.Equal(7, _batch.Buffer[message.Offset]);
    }

    [Fact]
    public void Nothing_to_read_is_no_error() => Assert.Equal(PacketIoStatus.WouldBlock, _receiver.Receive(_batch));

    [Fact]
    public void A_port_that_is_taken_is_a_sentence_for_a_person()
    {
        PacketDeviceException refused = Assert.Throws<PacketDeviceException>(
            () => new LinuxPacketPlatform(_ => { }).OpenUdp(new UdpSocketOptions(_receiver.Port, 0, true, 65536)));
        Assert.StartsWith($"UDP port {_receiver.Port}, in use", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Over_IPv6_a_batch_arrives_with_both_its_ends()
    {
        var platform = new LinuxPacketPlatform(_notices.Add);
        Assert.SkipUnless(platform.HasIPv6, "this machine has no IPv6");
        using IPacketSocket sender = Open(isIPv6: true), receiver = Open(isIPv6: true);
        PacketEndpoint loopback = new(1, 0, true), destination = loopback with { Port = (ushort)receiver.Port };
        byte[] payload = new SeededEntropy(4).Bytes(3500);
        Assert.Equal(4, sender.Send(loopback, destination, payload, 1000));
        Assert.Equal(0, sender.Send(loopback, PacketEndpoint.IPv4(Loopback, destination.Port), payload, 1000));
        Assert.Equal(payload.Chunk(1000), ReceiveAll(receiver, payload.Length, out ReceivedMessage last));
        Assert.Equal((destination, loopback with { Port = (ushort)sender.Port }), (last.Local, last.Remote));
    }

    [Fact]
    public void A_source_that_is_not_ours_costs_its_packets_and_not_the_offload()
    {
        var platform = new LinuxPacketPlatform(_notices.Add);
        Assert.SkipUnless(platform.HasIPv6, "this machine has no IPv6");
        using IPacketSocket sender = platform.OpenUdp(new UdpSocketOptions(Port: 0, Mark: 0, Coalesce: false, BufferBytes: 1 << 20, IsIPv6: true));
        PacketEndpoint loopback = new(1, 0, true), elsewhere = new((UInt128)0x20010db8 << 96, 0, true);
        Assert.Equal(0, sender.Send(elsewhere, loopback with { Port = 9 }, new byte[3000], 1000));
        Assert.Empty(_notices);
    }

    [Fact]
    public void Receiving_and_sending_allocate_nothing()
    {
        byte[] payload = new byte[3000];
        Assert.Equal(0, Allocation.Of(() => Run(1000)));

        void Run(int times)
        {
            for (int i = 0; i < times; i++)
            {
                Send(payload, 1000);
                while (_receiver.Receive(_batch) == PacketIoStatus.Done)
                {
                }
            }
        }
    }

    public void Dispose()
    {
        _sender.Dispose();
        _receiver.Dispose();
    }

    private IPacketSocket Open(bool isIPv6, bool coalesce = true) =>
        new LinuxPacketPlatform(_notices.Add).OpenUdp(new UdpSocketOptions(Port: 0, Mark: 0, coalesce, BufferBytes: 1 << 20, isIPv6));

    private int Send(ReadOnlySpan<byte> payload, int segmentSize) =>
        _sender.Send(PacketEndpoint.IPv4(Loopback, 0), PacketEndpoint.IPv4(Loopback, (ushort)_receiver.Port), payload, segmentSize);

    private List<byte[]> ReceiveAll(int octets) => ReceiveAll(_receiver, octets, out _);

    private List<byte[]> ReceiveAll(IPacketSocket receiver, int octets, out ReceivedMessage last)
    {
        last = default;
        var datagrams = new List<byte[]>();
        while (datagrams.Sum(datagram => datagram.Length) < octets)
        {
            receiver.Await(_batch);
            foreach (ReceivedMessage message in _batch.Messages)
                datagrams.AddRange(_batch.Buffer.Slice(message.Offset, message.Length).ToArray().Chunk(message.SegmentSize));
            last = _batch.Messages[^1];
        }

        Assert.Equal(PacketIoStatus.WouldBlock, receiver.Receive(_batch));
        return datagrams;
    }
}
