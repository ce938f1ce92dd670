using Culvert.Esp.Inner;
using Culvert.Testing;
using static Culvert.Testing.InnerPacket;

namespace Culvert.Esp.Tests.Inner;

/// <summary>The table of RFC 6040 section 4.2, whole: Not-ECT, ECT(1), ECT(0) and CE are 0 to 3.</summary>
public sealed class TrafficClassTests
{
    private const int Dropped = -1;
    private const int Dscp = 46 << 2;

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(0, 2, 0)]
    [InlineData(0, 1, 0)]
    [InlineData(0, 3, Dropped)]
    [InlineData(2, 0, 2)]
    [InlineData(2, 2, 2)]
    [InlineData(2, 1, 1)]
    [InlineData(2, 3, 3)]
    [InlineData(1, 0, 1)]
    [InlineData(1, 2, 1)]
    [InlineData(1, 1, 1)]
    [InlineData(1, 3, 3)]
    [InlineData(3, 0, 3)]
    [InlineData(3, 2, 3)]
    [InlineData(3, 1, 3)]
    [InlineData(3, 3, 3)]
    public void A_mark_on_the_outer_header_is_taken_over_and_nothing_else_changes(int inner, int outer, int expected)
    {
        foreach (bool isIPv6 in (bool[])[false, true])
        {
            byte[] packet = Packet(isIPv6, (byte)(Dscp | inner));
            byte[] wanted = expected == Dropped ? packet : Packet(isIPv6, (byte)(Dscp | expected));
            Assert.True(IpHeader.TryParse(packet, out IpHeader header));
            // The outer DSCP is the network's affair.
            Assert.Equal(expected != Dropped, TrafficClass.TryTakeOver((byte)((10 << 2) | outer), packet, header));
            Assert.Equal(wanted, packet);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_value_is_read(bool isIPv6)
    {
        for (int value = 0; value < 256; value++)
        {
            byte[] packet = Packet(isIPv6, (byte)value);
            Assert.True(IpHeader.TryParse(packet, out IpHeader header));
            Assert.Equal(value, TrafficClass.Of(packet, header));
        }
    }

    [Fact]
    public void A_wrong_header_checksum_is_not_made_right()
    {
        byte[] packet = Packet(isIPv6: false, 2);
        packet[10] ^= 1;
        Assert.True(IpHeader.TryParse(packet, out IpHeader header));
        Assert.True(TrafficClass.TryTakeOver(3, packet, header));
        Assert.False(IsIntact(packet));
    }

    private static byte[] Packet(bool isIPv6, byte trafficClass)
    {
        byte[] packet = isIPv6 ? Udp(Local6, Remote6, [1, 2, 3]) : Udp(Local4, Remote4, [1, 2, 3]);
        return packet.With(trafficClass);
    }
}
