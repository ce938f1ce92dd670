using System.Net.Sockets;
using Culvert.Hal.Linux.Packets;
using Culvert.Hal.Packets;

namespace Culvert.Hal.Tests.Packets;

/// <summary>Every kind of WAN socket carries the routing mark: without it what it sends could be routed into a tunnel.</summary>
public sealed class SocketMarkTests
{
    private const uint Mark = 0x00c0ffee;
    private const int SocketLevel = 1, MarkOption = 36;

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void A_socket_has_the_mark_that_it_was_opened_with(bool isEsp, bool isIPv6)
    {
        var platform = new LinuxPacketPlatform(_ => { });
        Assert.SkipUnless(!isIPv6 || platform.HasIPv6, "this machine has no IPv6");
        using IPacketSocket socket = Open(platform, isEsp, isIPv6);
        using var handle = new SafeSocketHandle(socket.Descriptor, ownsHandle: false);
        using var view = new Socket(handle);
        byte[] mark = new byte[sizeof(uint)];
        Assert.Equal(mark.Length, view.GetRawSocketOption(SocketLevel, MarkOption, mark));
        Assert.Equal(Mark, BitConverter.ToUInt32(mark));
    }

    private static IPacketSocket Open(LinuxPacketPlatform platform, bool isEsp, bool isIPv6)
    {
        try
        {
            return isEsp
                ? platform.OpenEsp(new EspSocketOptions(isIPv6, Mark, BufferBytes: 1 << 16))
                : platform.OpenUdp(new UdpSocketOptions(Port: 0, Mark, Coalesce: false, BufferBytes: 1 << 16, isIPv6));
        }
        catch (PacketDeviceException refused)
        {
            Assert.Skip(refused.Message);
            throw;
        }
    }
}
