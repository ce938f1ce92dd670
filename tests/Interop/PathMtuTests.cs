using Culvert.Lab.Gateways;
using Culvert.Lab.Hosts;
using Culvert.Lab.Probes;
using Culvert.Lab.Topologies;

namespace Culvert.Interop.Tests;

/// <summary>The tunnel's MTU follows the WAN and the way behind it, without a packet that is lost for good or a new SA.</summary>
public sealed class PathMtuTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(40);

    [Theory]
    [InlineData("udp", false, 1326)]
    [InlineData("esp", false, 1342)]
    [InlineData("udp", true, 1310)]
    [InlineData("esp", true, 1310)]
    public void A_narrow_link_on_the_way_is_found_and_nothing_is_fragmented_behind_the_tunnel_any_more(string form, bool outerIPv6, int mtu)
    {
        using var pair = new CulvertPair(new CulvertPairPlan { IPv6 = outerIPv6, BoxEncapsulation = form, PeerEncapsulation = form });
        pair.Site.Internet.Narrow(pair.Site.Peer, outerIPv6 ? SiteAddresses.EndpointIPv6 : SiteAddresses.Endpoints[0], mtu: 1400);
        pair.Connect();
        pair.WaitForPing();
        TunnelView before = pair.Box.Tunnel(CulvertPair.Tunnel);

        // Too large for the link behind the tunnel: what IPv4 routers cut on the way.
        using LabProcess ping = pair.Site.Branch.Start("ping", "-i", "0.2", "-s", "1350", SiteAddresses.VpcHost);
        if (!outerIPv6) ping.WaitFor("bytes from", Limit);
        Eventually.Until($"an MTU of {mtu}", Limit, () => pair.Box.Tunnel(CulvertPair.Tunnel).Mtu == mtu, pair.Describe);
        ping.Interrupt();
        ping.WaitForExit(Limit);

        using var capture = new PacketCapture(pair.Site.Internet.Router, "peer");
        pair.Site.Branch.Run("ping", "-M", "do", "-c", "3", "-i", "0.1", "-W", "10", "-s", $"{mtu - 28}", SiteAddresses.VpcHost);
        CommandResult tooLarge = pair.Site.Branch.Try("ping", "-M", "do", "-c", "2", "-i", "0.2", "-W", "10", "-s", $"{mtu - 27}", SiteAddresses.VpcHost);
        Assert.Contains($"{mtu}", tooLarge.Output + tooLarge.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(capture.Stop(), packet => packet.IsFragment);
        TunnelView after = pair.Box.Tunnel(CulvertPair.Tunnel);
        Assert.Equal((before.Ike!.InitiatorSpi, before.Child!.InSpi), (after.Ike!.InitiatorSpi, after.Child!.InSpi));
        Eventually.Until("the tunnel is up", Limit, () => pair.Box.Tunnel(CulvertPair.Tunnel).IsUp, pair.Describe);
    }

    [Fact]
    public void Behind_a_NAT_it_is_found_as_well()
    {
        using var pair = new CulvertPair(new CulvertPairPlan { Nat = true });
        pair.Site.Internet.Narrow(pair.Site.Peer, SiteAddresses.Endpoints[0], mtu: 1400);
        pair.Connect();
        using LabProcess ping = pair.Site.Branch.Start("ping", "-i", "0.2", "-s", "1350", SiteAddresses.VpcHost);
        Eventually.Until("a smaller MTU", Limit, () => pair.Box.Tunnel(CulvertPair.Tunnel).Mtu == 1326, pair.Describe);
    }

    [Fact]
    public void A_tunnel_with_IPv6_inside_keeps_room_for_it_on_the_narrowest_way()
    {
        using var pair = new CulvertPair(new CulvertPairPlan { InnerIPv6 = true });
        pair.Site.Internet.Narrow(pair.Site.Peer, SiteAddresses.Endpoints[0], mtu: 1300);
        pair.Connect();
        using LabProcess ping = pair.Site.Branch.Start("ping", "-i", "0.2", "-s", "1350", SiteAddresses.VpcHost);
        Eventually.Until("a smaller MTU", Limit, () => pair.Box.Tunnel(CulvertPair.Tunnel).Mtu == 1280, pair.Describe);
        pair.Site.Branch.Run("ping", "-M", "do", "-c", "3", "-i", "0.1", "-W", "10", "-s", "1232", SiteAddresses.VpcIPv6);
    }

    [Fact]
    public void The_WANs_own_MTU_may_change_under_a_transfer()
    {
        using var pair = new CulvertPair(new CulvertPairPlan { InnerIPv6 = true });
        pair.Connect();
        pair.WaitForPing();
        string spi = pair.Box.Tunnel(CulvertPair.Tunnel).Child!.InSpi;
        // Sends are cut for the old MTU while the kernel already refuses it.
        using LabProcess ping = pair.Site.Branch.Start("ping", "-i", "0.002", "-s", "1350", SiteAddresses.VpcHost);
        ping.WaitFor("bytes from", Limit);
        foreach ((int wan, int mtu) in ((int, int)[])[(1492, 1422), (1400, 1326), (1500, 1422)])
        {
            pair.Site.Box.Run("ip", "link", "set", "wan", "mtu", $"{wan}");
            pair.Site.Internet.Router.Run("ip", "link", "set", "box", "mtu", $"{wan}");
            Transfer.Check(pair.Site.Branch, SiteAddresses.BranchHost, pair.Site.Vpc, 20_000_000);
            Eventually.Until($"an MTU of {mtu}", Limit, () => pair.Box.Tunnel(CulvertPair.Tunnel).Mtu == mtu, pair.Describe);
            pair.Site.Branch.Run("ping", "-M", "do", "-c", "2", "-i", "0.1", "-W", "10", "-s", $"{mtu - 48}", SiteAddresses.VpcIPv6);
        }

        Assert.Equal(spi, pair.Box.Tunnel(CulvertPair.Tunnel).Child!.InSpi);
    }
}
