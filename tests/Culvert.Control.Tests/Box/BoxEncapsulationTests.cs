using Culvert.Core;
using Culvert.Ike;
using Culvert.Testing;

namespace Culvert.Control.Tests.Box;

/// <summary>ESP in UDP or without: what is chosen, shown, and done when it does not get through.</summary>
public sealed class BoxEncapsulationTests : BoxTest
{
    [Theory]
    [InlineData(EncapsulationMode.Udp, true, 1422)]
    [InlineData(EncapsulationMode.Auto, false, 1438)]
    [InlineData(EncapsulationMode.Esp, false, 1438)]
    public void Without_a_NAT_the_mode_decides_and_the_device_follows(EncapsulationMode mode, bool udp, int mtu)
    {
        Use(mode);
        Lab.BothUp();
        Assert.Equal((udp, mtu), (Lab.Tunnel(1).Child!.UdpEncapsulated, Lab.Tunnel(1).Mtu));
        Assert.Equal(udp, Lab.Path.Outbound("Tunnel1")!.UdpEncapsulated);
        Assert.Equal(mtu, Lab.Plan.Devices[0].Mtu);
        Assert.Equal(udp ? NatSituation.Forced : NatSituation.None, Lab.Tunnel(1).Ike!.Nat);
    }

    [Fact]
    public void Raw_esp_that_brings_no_answer_for_10_s_is_a_warning_until_one_comes()
    {
        Use(EncapsulationMode.Esp);
        Lab.BothUp();
        Lab.PeersAnswer = false;
        Lab.IsSending = true;
        Lab.Run(9_900);
        Assert.DoesNotContain("esp-blocked", Warnings());
        Lab.Run(500);
        Assert.Contains("esp-blocked", Warnings());
        Assert.Equal(TunnelState.Up, Lab.State(1));
        Lab.PeersAnswer = true;
        Lab.Run(300);
        Assert.DoesNotContain("esp-blocked", Warnings());
    }

    [Fact]
    public void Where_the_choice_is_ours_blocked_raw_esp_is_negotiated_anew_in_udp()
    {
        Use(EncapsulationMode.Auto);
        Lab.BothUp();
        Lab.PeersAnswer = false;
        Lab.IsSending = true;
        Lab.RunUntil(() => Lab.Tunnel(1).Child is { UdpEncapsulated: true }, seconds: 15);
        Assert.Contains(Lab.Log, entry => entry.Text.Contains("negotiating anew with ESP in UDP", StringComparison.Ordinal));
        Lab.PeersAnswer = true;
        Lab.Run(20_000);
        Assert.Equal((TunnelState.Up, true), (Lab.State(1), Lab.Tunnel(1).Child!.UdpEncapsulated));
        Assert.DoesNotContain("esp-blocked", Warnings());
    }

    [Theory]
    [InlineData(EncapsulationMode.Auto)]
    [InlineData(EncapsulationMode.Udp)]
    public void Where_raw_esp_passes_one_way_only_a_peer_that_sends_it_is_not_followed_again(EncapsulationMode mode)
    {
        Use(mode);
        Lab.BothUp();
        Lab.Do(control => control.HandleRawPacket(Lab.Now, "Tunnel1", Lab.Tunnel(1).Child!.InboundSpi));
        Assert.False(Lab.Tunnel(1).Child!.UdpEncapsulated);
        Lab.PeersAnswer = false;
        Lab.IsSending = true;
        Lab.RunUntil(() => Lab.Tunnel(1).Child is { UdpEncapsulated: true }, seconds: 15);
        Lab.PeersAnswer = true;
        Lab.Do(control => control.HandleRawPacket(Lab.Now, "Tunnel1", Lab.Tunnel(1).Child!.InboundSpi));
        Lab.Run(20_000);
        Assert.Equal((TunnelState.Up, true), (Lab.State(1), Lab.Tunnel(1).Child!.UdpEncapsulated));
        Assert.True(Lab.Path.Outbound("Tunnel1")!.UdpEncapsulated);
    }

    [Fact]
    public void An_idle_tunnel_is_not_blocked()
    {
        Use(EncapsulationMode.Auto);
        Lab.BothUp();
        Lab.Run(60_000);
        Assert.False(Lab.Tunnel(1).Child!.UdpEncapsulated);
        Assert.DoesNotContain("esp-blocked", Warnings());
    }

    [Fact]
    public void A_peer_that_sends_raw_without_a_NAT_is_answered_so_and_rekeying_keeps_it()
    {
        Lab.BothUp();
        uint inbound = Lab.Tunnel(1).Child!.InboundSpi;
        Lab.Do(control => control.HandleRawPacket(Lab.Now, "Tunnel1", inbound));
        Assert.Equal((false, 1438), (Lab.Tunnel(1).Child!.UdpEncapsulated, Lab.Tunnel(1).Mtu));
        Assert.False(Lab.Path.Outbound("Tunnel1")!.UdpEncapsulated);
        Lab.Run(3_600_000);
        Assert.NotEqual(inbound, Lab.Tunnel(1).Child!.InboundSpi);
        Assert.False(Lab.Path.Outbound("Tunnel1")!.UdpEncapsulated);
        Assert.True(Lab.Tunnel(2).Child!.UdpEncapsulated);
    }

    [Fact]
    public void Behind_a_NAT_raw_packets_change_nothing()
    {
        Lab.PutBehindNat(System.Net.IPAddress.Parse("203.0.113.9"));
        Lab.BothUp();
        Lab.Do(control => control.HandleRawPacket(Lab.Now, "Tunnel1", Lab.Tunnel(1).Child!.InboundSpi));
        Assert.True(Lab.Path.Outbound("Tunnel1")!.UdpEncapsulated);
    }

    [Theory]
    [InlineData(EncapsulationMode.Auto)]
    [InlineData(EncapsulationMode.Udp)]
    public void Where_the_machine_permits_no_raw_esp_it_is_udp(EncapsulationMode mode)
    {
        ForbidRaw();
        Use(mode);
        Lab.BothUp();
        Assert.True(Lab.Tunnel(1).Child!.UdpEncapsulated);
    }

    [Fact]
    public void Where_the_machine_permits_no_raw_esp_a_tunnel_that_needs_it_says_so()
    {
        ForbidRaw();
        Use(EncapsulationMode.Esp);
        Lab.Start();
        Lab.Run(1000);
        Assert.Equal((TunnelState.Connecting, ReasonCode.LocalError), (Lab.State(1), Lab.Tunnel(1).ReasonCode));
        Assert.Contains("CAP_NET_RAW", Lab.Tunnel(1).Reason, StringComparison.Ordinal);
        Assert.Empty(Lab.Link.Sent);
    }

    private IEnumerable<string> Warnings() => Lab.Tunnel(1).Warnings.Select(warning => warning.Code);

    private void ForbidRaw()
    {
        foreach (string tunnel in Lab.WanPaths.Keys.ToList()) Lab.WanPaths[tunnel] = Lab.WanPaths[tunnel] with { AllowsRawEsp = false };
    }

    private void Use(EncapsulationMode mode)
    {
        foreach (string tunnel in (string[])["Tunnel1", "Tunnel2"]) Lab.Config = Change(Lab.Config, tunnel, config => config with { Encapsulation = mode });
        foreach (IkeHost peer in Lab.Peers) peer.Endpoint.SetTunnels(Lab.Now, [BoxLab.PeerConfig(peer.Address) with { Encapsulation = EncapsulationMode.Auto }]);
    }
}
