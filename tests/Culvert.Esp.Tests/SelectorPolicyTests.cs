using Culvert.Core;
using Culvert.Esp.Inner;
using static Culvert.Testing.InnerPacket;

namespace Culvert.Esp.Tests;

public sealed class SelectorPolicyTests
{
    private static readonly SelectorPolicy Policy = new(
        [.. SaPair.Prefixes("10.60.0.0/16", "2001:db8:60::/48")],
        [.. SaPair.Prefixes("10.50.0.0/16", "2001:db8:50::/48")]);

    private static readonly System.Net.IPAddress Router4 = System.Net.IPAddress.Parse("192.0.2.1");
    private static readonly System.Net.IPAddress Router6 = System.Net.IPAddress.Parse("2001:db8:ffff::1");

    [Fact]
    public void Packets_between_the_networks_pass_in_their_direction_only()
    {
        byte[] out4 = Udp(Local4, Remote4, [1]), in4 = Udp(Remote4, Local4, [1]);
        byte[] out6 = Udp(Local6, Remote6, [1]), in6 = Udp(Remote6, Local6, [1]);
        Assert.True(Outbound(Policy, out4) && Outbound(Policy, out6) && Inbound(Policy, in4) && Inbound(Policy, in6));
        Assert.False(Outbound(Policy, in4) || Outbound(Policy, in6) || Inbound(Policy, out4) || Inbound(Policy, out6));
    }

    [Theory]
    [InlineData("10.61.0.1", "10.50.0.1")]
    [InlineData("10.60.0.1", "10.51.0.0")]
    [InlineData("10.59.255.255", "10.50.0.1")]
    [InlineData("::a3c:1", "::a32:1")]
    public void A_foreign_address_on_either_side_does_not_pass(string source, string destination) =>
        Assert.False(Outbound(Policy, Udp(System.Net.IPAddress.Parse(source), System.Net.IPAddress.Parse(destination), [1])));

    [Fact]
    public void An_icmp_error_from_a_router_passes_when_the_quoted_packet_came_the_other_way()
    {
        byte[] sent4 = Udp(Local4, Remote4, new byte[100]), sent6 = Udp(Local6, Remote6, new byte[100]);
        Assert.True(Inbound(Policy, Icmp(Router4, Local4, 3, 4, sent4.AsSpan(0, 28))));
        Assert.True(Inbound(Policy, Icmp(Router6, Local6, 2, 0, sent6)));
        byte[] received = Udp(Remote4, Local4, new byte[100]);
        Assert.True(Outbound(Policy, Icmp(Router4, Remote4, 11, 0, received.AsSpan(0, 28))));
    }

    [Fact]
    public void An_icmp_error_does_not_pass_when_the_quoted_packet_could_not_have_been_sent()
    {
        byte[] sent = Udp(Local4, Remote4, new byte[100]), received = Udp(Remote4, Local4, new byte[100]);
        Assert.False(Inbound(Policy, Icmp(Router4, Local4, 3, 4, received)));
        Assert.False(Inbound(Policy, Icmp(Router4, Router4, 3, 4, sent)));
        Assert.False(Inbound(Policy, Icmp(Router4, Local4, 8, 0, sent)));
        Assert.False(Inbound(Policy, Icmp(Router4, Local4, 3, 4, sent.AsSpan(0, 19))));
        Assert.False(Inbound(Policy, Icmp(Router4, Local4, 3, 4, [])));
        Assert.False(Inbound(Policy, Icmp(Router6, Local6, 129, 0, Udp(Local6, Remote6, [1]))));
    }

    [Fact]
    public void Ports_and_protocol_count_where_the_selectors_name_them()
    {
        TrafficSelector any = SaPair.Prefixes("10.60.0.0/16").Single();
        TrafficSelector dns = SaPair.Prefixes("10.50.0.0/16").Single() with { Protocol = IpProtocol.Udp, StartPort = 53, EndPort = 53 };
        var policy = new SelectorPolicy([any], [dns]);
        Assert.True(Outbound(policy, Udp(Local4, Remote4, [1], destinationPort: 53)));
        Assert.False(Outbound(policy, Udp(Local4, Remote4, [1], destinationPort: 54)));
        Assert.False(Outbound(policy, Tcp(Local4, Remote4, 1, [1], destinationPort: 53)));
        Assert.True(Inbound(policy, Udp(Remote4, Local4, [1], sourcePort: 53)));
    }

    [Fact]
    public void A_later_fragment_shows_no_ports_and_passes_only_where_all_ports_do()
    {
        TrafficSelector any = SaPair.Prefixes("10.60.0.0/16").Single(), far = SaPair.Prefixes("10.50.0.0/16").Single();
        byte[] fragment = Udp(Local4, Remote4, new byte[64], destinationPort: 53);
        fragment[7] = 20;
        Assert.True(Outbound(new SelectorPolicy([any], [far]), fragment));
        Assert.False(Outbound(new SelectorPolicy([any], [far with { StartPort = 53, EndPort = 53 }]), fragment));
    }

    private static bool Outbound(SelectorPolicy policy, byte[] packet) =>
        IpHeader.TryParse(packet, out IpHeader header) && policy.PermitsOutbound(packet, header);

    private static bool Inbound(SelectorPolicy policy, byte[] packet) =>
        IpHeader.TryParse(packet, out IpHeader header) && policy.PermitsInbound(packet, header);
}
