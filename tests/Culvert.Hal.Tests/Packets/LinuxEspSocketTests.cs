using System.Net;
using System.Net.Sockets;
using Culvert.Core;
using Culvert.Hal.Linux.Packets;
using Culvert.Hal.Packets;
using Culvert.Testing;

namespace Culvert.Hal.Tests.Packets;

/// <summary>The kernel's raw sockets over the loopback device; without the privilege, what is said of that.</summary>
public sealed class LinuxEspSocketTests
{
    private readonly LinuxPacketPlatform _platform = new(_ => { });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_batch_arrives_as_single_packets_without_IP_headers_and_with_both_its_ends(bool isIPv6)
    {
        Assert.SkipUnless(!isIPv6 || _platform.HasIPv6, "this machine has no IPv6");
        using IPacketSocket socket = Open(isIPv6);
        PacketEndpoint loopback = isIPv6 ? new(1, 0, true) : PacketEndpoint.IPv4(0x7f000001, 0);
        byte[] payload = new SeededEntropy(isIPv6 ? 12u : 11u).Bytes(3500);
        Assert.Equal(4, socket.Send(loopback, loopback with { Port = 4500 }, payload, 1000, trafficClass: 0xba));
        byte[][] expected = [.. payload.Chunk(1000)];
        (ReceivedMessage Message, byte[] Octets)[] packets = Receive(socket, expected);
        Assert.Equal(expected, packets.Select(packet => packet.Octets));
        Assert.All(packets, packet => Assert.Equal((loopback, loopback, (byte)0xba), (packet.Message.Local, packet.Message.Remote, packet.Message.TrafficClass)));
    }

    [Fact]
    public void Sending_and_receiving_allocate_nothing()
    {
        using IPacketSocket socket = Open(isIPv6: false);
        PacketEndpoint loopback = PacketEndpoint.IPv4(0x7f000001, 0);
        byte[] payload = new byte[3000];
        var batch = new ReceiveBatch(8);
        (long sent, long received) = (0, 0);
        Assert.Equal(0, Allocation.Of(() => Run(1000)));
        Assert.True(sent >= 3000 && sent % 3000 == 0, $"{sent} sent");
        // What others send meanwhile is heard too.
        while (received < sent)
        {
            socket.Await(batch);
            received += batch.Count;
        }

        void Run(int times)
        {
            for (int i = 0; i < times; i++)
            {
                sent += socket.Send(loopback, loopback, payload, 1000);
                while (socket.Receive(batch) == PacketIoStatus.Done) received += batch.Count;
            }
        }
    }

    [Theory]
    [InlineData(3000)]
    [InlineData(1600)]
    public void A_header_with_options_is_cut_off_and_fragments_come_as_one(int firstLength)
    {
        using IPacketSocket socket = Open(isIPv6: false);
        byte[] payload = new SeededEntropy((ulong)firstLength).Bytes(3000);
        using var sender = new Socket(AddressFamily.InterNetwork, SocketType.Raw, ProtocolType.Raw);
        var loopback = new IPEndPoint(IPAddress.Loopback, 0);
        sender.SendTo(Fragment(payload.AsSpan(0, firstLength), offset: 0, isLast: firstLength == payload.Length), loopback);
        if (firstLength < payload.Length) sender.SendTo(Fragment(payload.AsSpan(firstLength), firstLength, isLast: true), loopback);
        Assert.Equal(payload, Assert.Single(Receive(socket, payload)).Octets);
    }

    // As many packets as are expected. Every raw socket of the machine hears all: what begins with another SPI is somebody else's.
    private static (ReceivedMessage Message, byte[] Octets)[] Receive(IPacketSocket socket, params byte[][] expected)
    {
        var batch = new ReceiveBatch(8);
        List<(ReceivedMessage, byte[])> packets = [];
        while (packets.Count < expected.Length)
        {
            socket.Await(batch);
            foreach (ReceivedMessage message in batch.Messages)
            {
                byte[] octets = batch.Buffer.Slice(message.Offset, message.Length).ToArray();
                if (expected.Any(each => octets.AsSpan().StartsWith(each.AsSpan(0, 4)))) packets.Add((message, octets));
            }
        }

        return [.. packets];
    }

    // From and to 127.0.0.1, with four octets of options; the kernel fills in length and checksum.
    private static byte[] Fragment(ReadOnlySpan<byte> payload, int offset, bool isLast)
    {
        int field = (offset / 8) | (isLast ? 0 : 0x2000);
        return [0x46, 0, 0, 0, 0x12, 0x34, (byte)(field >> 8), (byte)field, 64, 50, 0, 0, 127, 0, 0, 1, 127, 0, 0, 1, 1, 1, 1, 0, .. payload];
    }

    private IPacketSocket Open(bool isIPv6)
    {
        try
        {
            return _platform.OpenEsp(new EspSocketOptions(isIPv6, Mark: 0, BufferBytes: 1 << 20));
        }
        catch (PacketDeviceException refused)
        {
            Assert.Contains("CAP_NET_RAW", refused.Message, StringComparison.Ordinal);
            Assert.Skip(refused.Message);
            throw;
        }
    }
}
