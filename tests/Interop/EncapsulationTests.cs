using Culvert.Lab.Gateways;
using Culvert.Lab.Hosts;
using Culvert.Lab.Probes;
using Culvert.Lab.Topologies;

namespace Culvert.Interop.Tests;

/// <summary>ESP in UDP and without, over both families, with and without a NAT: negotiated, on the wire, and as shown.</summary>
public sealed class EncapsulationTests
{
    private const int LargePings = 20_000;
    private static readonly TimeSpan UpLimit = TimeSpan.FromSeconds(40), BlockedLimit = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData("udp", false, "udp", 1422)]
    [InlineData("auto", false, "esp", 1438)]
    [InlineData("esp", false, "esp", 1438)]
    [InlineData("udp", true, "udp", 1406)]
    [InlineData("auto", true, "esp", 1422)]
    [InlineData("esp", true, "esp", 1422)]
    public void Each_mode_carries_both_families_over_either(string mode, bool outerIPv6, string form, int mtu)
    {
        using var pair = new CulvertPair(new CulvertPairPlan
        {
            NearNetworks = [SiteAddresses.BranchNetwork, "fd60::/16"],
            FarNetworks = [SiteAddresses.VpcNetwork, "fd50::/16"],
            IPv6 = outerIPv6,
            BoxEncapsulation = mode,
            PeerEncapsulation = mode,
        });
        pair.Site.AddInnerIPv6();
        using var capture = new PacketCapture(pair.Site.Internet.Router, "box");
        pair.Connect();
        pair.WaitForPing();
        pair.WaitForPing(SiteAddresses.VpcIPv6);
        foreach (string size in (string[])["0", "1300", "4000"])
        {
            pair.Site.Branch.Run("ping", "-c", "2", "-i", "0.1", "-W", "10", "-s", size, SiteAddresses.VpcHost);
            pair.Site.Vpc.Run("ping", "-c", "2", "-i", "0.1", "-W", "10", "-s", size, SiteAddresses.BranchHost);
        }

        // What does not fit is cut by IPv6's sender alone, once it has been told.
        foreach (string size in (string[])["0", "1300"]) pair.Site.Branch.Run("ping", "-c", "4", "-i", "0.1", "-W", "10", "-s", size, SiteAddresses.VpcIPv6);

        AssertShows(pair.Box, form, mtu);
        AssertShows(pair.Peer, form, mtu);
        CapturedPacket[] esp = [.. capture.Stop().Where(packet => packet.IsEsp)];
        // Several packets may be captured as one that the kernel cuts later; octets are all there.
        Assert.True(esp.Sum(packet => packet.Frame.Length) >= LargePings, $"{esp.Length} packets");
        Assert.All(esp, packet => Assert.Equal((outerIPv6, form == "esp"), (packet.IsIpv6, packet.IsRawEsp)));
    }

    [Fact]
    public void Auto_uses_udp_behind_a_NAT()
    {
        using var pair = new CulvertPair(new CulvertPairPlan { Nat = true, BoxEncapsulation = "auto", PeerEncapsulation = "auto" });
        using var capture = new PacketCapture(pair.Site.Internet.Router, "box");
        pair.Connect();
        pair.WaitForPing();
        TunnelView tunnel = pair.Box.Tunnel(CulvertPair.Tunnel);
        Assert.Equal(("udp", "local"), (tunnel.Child!.Encapsulation, tunnel.Ike!.Nat));
        Assert.Equal("remote", pair.Peer.Tunnel(CulvertPair.Tunnel).Ike!.Nat);
        Assert.All(capture.Stop().Where(packet => packet.IsEsp), packet => Assert.False(packet.IsRawEsp));
    }

    [Theory]
    [InlineData("esp", "auto")]
    [InlineData("auto", "esp")]
    public void Esp_without_udp_is_refused_behind_a_NAT_by_the_end_that_wants_it(string box, string peer)
    {
        using var pair = new CulvertPair(new CulvertPairPlan { Nat = true, BoxEncapsulation = box, PeerEncapsulation = peer });
        pair.Peer.Start();
        pair.Box.Start();
        CulvertGateway refuses = box == "esp" ? pair.Box : pair.Peer;
        refuses.WaitFor(CulvertPair.Tunnel, "refused", UpLimit);
        TunnelView tunnel = refuses.Tunnel(CulvertPair.Tunnel);
        Assert.Equal("nat-forbidden", tunnel.ReasonCode);
        Assert.Contains("a NAT is on the path", tunnel.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Udp_follows_a_peer_that_sends_raw()
    {
        using var pair = new CulvertPair(new CulvertPairPlan { BoxEncapsulation = "udp", PeerEncapsulation = "esp" });
        pair.Connect();
        pair.WaitForPing();
        Eventually.Until("the box sends raw", UpLimit, () => pair.Box.Tunnel(CulvertPair.Tunnel).Child?.Encapsulation == "esp", pair.Describe);
        using var capture = new PacketCapture(pair.Site.Internet.Router, "box");
        pair.Site.Branch.Run("ping", "-c", "5", "-i", "0.05", SiteAddresses.VpcHost);
        CapturedPacket[] esp = [.. capture.Stop().Where(packet => packet.IsEsp)];
        Assert.InRange(esp.Length, 10, 20);
        Assert.All(esp, packet => Assert.True(packet.IsRawEsp));
        AssertShows(pair.Box, "esp", 1438);
    }

    [Theory]
    [InlineData("auto")]
    [InlineData("esp")]
    public void A_path_that_drops_raw_esp_is_found_out_and_left_where_that_is_ours_to_choose(string mode)
    {
        using var pair = new CulvertPair(new CulvertPairPlan { BoxEncapsulation = mode, PeerEncapsulation = "auto" });
        pair.Site.Internet.BlockRawEsp();
        pair.Connect();
        using LabProcess ping = pair.Site.StartPing();
        if (mode == "esp")
        {
            Eventually.Until(
                "a warning beside a tunnel that is up", BlockedLimit,
                () => pair.Box.Tunnel(CulvertPair.Tunnel) is { IsUp: true, Warnings: { } warnings } && warnings.Any(warning => warning.Code == "esp-blocked"), pair.Describe);
            return;
        }

        ping.WaitFor("bytes from", BlockedLimit);
        AssertShows(pair.Box, "udp", 1422);
        Eventually.Until("no warning", UpLimit, () => pair.Box.Tunnel(CulvertPair.Tunnel).Warnings!.All(warning => warning.Code != "esp-blocked"), pair.Describe);
    }

    [Theory]
    [InlineData("udp", "up", null)]
    [InlineData("auto", "up", null)]
    [InlineData("esp", "connecting", "local-error")]
    public void Without_the_privilege_for_raw_sockets_udp_works_and_the_rest_says_why(string mode, string state, string? reasonCode)
    {
        using var pair = new CulvertPair(new CulvertPairPlan { BoxEncapsulation = mode, PeerEncapsulation = "auto" });
        pair.Box.Launcher = ["setpriv", "--bounding-set", "-net_raw"];
        pair.Peer.Start();
        pair.Box.Start();
        TunnelView? tunnel = null;
        Eventually.Until(
            $"{CulvertPair.Tunnel} is {state} for {reasonCode ?? "no reason"}", UpLimit,
            () => (tunnel = pair.Box.Tunnel(CulvertPair.Tunnel)).State == state && tunnel.ReasonCode == reasonCode, pair.Describe);
        pair.Box.Process!.WaitFor("raw ESP over IPv4, not permitted", UpLimit);
        Assert.Single(pair.Box.Log.Split('\n'), line => line.Contains("raw ESP over IPv4, not permitted", StringComparison.Ordinal));
        if (state == "up") pair.WaitForPing();
        else Assert.Contains("CAP_NET_RAW", tunnel!.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("initiator")]
    [InlineData("responder")]
    public void StrongSwan_speaks_IPv6_with_us(string role)
    {
        const string Ike = "aes128gcm16-prfsha256-ecp256", Esp = "aes128gcm16-ecp256";
        using Pairing pair = role == "initiator" ? Pairing.CulvertCalls(Ike, Esp, ipv6: true) : Pairing.StrongSwanCalls(Ike, Esp, ipv6: true);
        using var capture = new PacketCapture(pair.Site.Internet.Router, "box");
        pair.Connect();
        pair.WaitForPing(UpLimit);
        foreach (string size in (string[])["0", "1300", "4000"])
            pair.Site.Branch.Run("ping", "-c", "2", "-i", "0.1", "-W", "10", "-s", size, SiteAddresses.VpcHost);
        TunnelView tunnel = pair.Culvert.Tunnel(Pairing.Tunnel);
        Assert.Equal((role, "udp", 1418), (tunnel.Ike!.Role, tunnel.Child!.Encapsulation, tunnel.Mtu));
        Assert.All(capture.Stop().Where(packet => packet.IsEsp), packet => Assert.Equal((true, false), (packet.IsIpv6, packet.IsRawEsp)));
    }

    private static void AssertShows(CulvertGateway gateway, string form, int mtu)
    {
        TunnelView tunnel = gateway.Tunnel(CulvertPair.Tunnel);
        Assert.Equal((form, form == "udp" ? "forced" : "none", mtu), (tunnel.Child!.Encapsulation, tunnel.Ike!.Nat, tunnel.Mtu));
    }
}
