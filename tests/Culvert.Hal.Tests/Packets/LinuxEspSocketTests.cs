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
        // An SPI that no other test sends: every raw socket of the machine hears all.
        byte[] payload = new SeededEntropy(isIPv6 ? 12u : 11u).Bytes(3500);
        Assert.Equal(PacketIoStatus.Done, socket.Send(loopback, loopback with { Port = 4500 }, payload, 1000));
        var batch = new ReceiveBatch(8);
        Assert.Equal(PacketIoStatus.Done, socket.Receive(batch));
        ReceivedMessage[] messages = batch.Messages.ToArray();
        byte[][] packets = [.. messages.Select(message => batch.Buffer.Slice(message.Offset, message.Length).ToArray())];
        Assert.Equal(payload.Chunk(1000), packets);
        Assert.All(messages, message => Assert.Equal((loopback, loopback), (message.Local, message.Remote)));
        Assert.Equal(PacketIoStatus.WouldBlock, socket.Receive(batch));
    }

    [Fact]
    public void Sending_and_receiving_allocate_nothing()
    {
        using IPacketSocket socket = Open(isIPv6: false);
        PacketEndpoint loopback = PacketEndpoint.IPv4(0x7f000001, 0);
        byte[] payload = new byte[3000];
        var batch = new ReceiveBatch(8);
        Assert.Equal(0, Allocation.Of(() => Run(1000)));

        void Run(int times)
        {
            for (int i = 0; i < times; i++)
            {
                socket.Send(loopback, loopback, payload, 1000);
                while (socket.Receive(batch) == PacketIoStatus.Done)
                {
                }
            }
        }
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
