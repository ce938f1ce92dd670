using Culvert.Esp.Inner;
using static Culvert.Testing.InnerPacket;

namespace Culvert.Esp.Tests.Inner;

public sealed class MssClampTests
{
    private const byte Syn = 0x02, SynAck = 0x12;

    [Theory]
    [InlineData(Syn)]
    [InlineData(SynAck)]
    public void A_handshake_that_announces_too_much_is_lowered_and_stays_intact(byte flags)
    {
        byte[] packet = Tcp(Local4, Remote4, 1, [], flags, [2, 4, 0x05, 0xb4]);
        Assert.True(Clamp(packet, 1422));
        Assert.Equal(1382, (packet[42] << 8) | packet[43]);
        Assert.True(IsIntact(packet));
    }

    [Fact]
    public void IPv6_leaves_twenty_octets_less()
    {
        byte[] packet = Tcp(Local6, Remote6, 1, [], Syn, [2, 4, 0x05, 0xb4]);
        Assert.True(Clamp(packet, 1422));
        Assert.Equal(1362, (packet[62] << 8) | packet[63]);
        Assert.True(IsIntact(packet));
    }

    [Theory]
    [InlineData(new byte[] { 1, 2, 4, 0x05, 0xb4, 1, 1, 1 })]
    [InlineData(new byte[] { 1, 1, 1, 2, 4, 0x05, 0xb4, 0 })]
    [InlineData(new byte[] { 4, 2, 2, 4, 0x05, 0xb4, 3, 3, 7, 1, 1, 0 })]
    public void The_option_is_found_wherever_it_stands(byte[] options)
    {
        byte[] packet = Tcp(Local4, Remote4, 1, [], Syn, options);
        Assert.True(Clamp(packet, 1422));
        Assert.True(IsIntact(packet));
    }

    [Theory]
    [InlineData(Syn, new byte[] { 2, 4, 0x05, 0x00 })] // small enough
    [InlineData(Syn, new byte[0])]
    [InlineData(Syn, new byte[] { 0, 0, 0, 0, 2, 4, 5, 0xb4 })] // behind the end of options
    [InlineData(Syn, new byte[] { 8, 0, 0, 0, 2, 4, 5, 0xb4 })] // an option of length 0
    [InlineData(Syn, new byte[] { 2, 5, 0x05, 0xb4 })]
    [InlineData(Syn, new byte[] { 1, 1, 1, 2 })]
    [InlineData(0x10, new byte[] { 2, 4, 0x05, 0xb4 })] // no handshake
    public void Anything_else_is_left_as_it_is(byte flags, byte[] options)
    {
        byte[] packet = Tcp(Local4, Remote4, 1, [], flags, options), before = [.. packet];
        Assert.False(Clamp(packet, 1422));
        Assert.Equal(before, packet);
    }

    [Fact]
    public void A_header_that_says_more_than_is_there_is_left_as_it_is()
    {
        byte[] packet = Tcp(Local4, Remote4, 1, [], Syn, [8, 4, 1, 1]);
        packet[32] = 0xf0;
        Assert.False(Clamp(packet, 1422));
    }

    private static bool Clamp(byte[] packet, int mtu) => IpHeader.TryParse(packet, out IpHeader header) && MssClamp.Apply(packet, header, mtu);
}
