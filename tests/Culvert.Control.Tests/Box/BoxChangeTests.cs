using System.Net;
using Culvert.Config;
using Culvert.Control.Leds;
using Culvert.Core;
using Culvert.Ike;

namespace Culvert.Control.Tests.Box;

/// <summary>What a new configuration, a new route or an order from a person changes, and what it leaves alone.</summary>
public sealed class BoxChangeTests : BoxTest
{
    [Fact]
    public void A_new_secret_is_tried_at_once()
    {
        Lab.Peers[0].Endpoint.SetTunnels(Lab.Now, [BoxLab.PeerConfig(BoxLab.PeerAddresses[0], secret: "another")]);
        Lab.Start();
        Lab.RunUntil(() => Lab.State(1) == TunnelState.Refused, seconds: 5);
        Lab.Config = Change(Lab.Config, "Tunnel1", tunnel => tunnel with { PreSharedKey = new Secret("another"u8) });
        Lab.Start();
        Lab.RunUntil(() => Lab.State(1) == TunnelState.Up, seconds: 1);
    }

    [Fact]
    public void The_same_configuration_again_changes_nothing()
    {
        Lab.BothUp();
        int sent = Lab.Link.Sent.Count;
        Lab.Do(control => control.HandleConfig(Lab.Now, Copy(Lab.Config), Lab.WanPaths));
        Lab.Run(500);
        Assert.Equal(sent, Lab.Link.Sent.Count);
        Assert.Equal(TunnelState.Up, Lab.State(1));
    }

    [Fact]
    public void A_changed_tunnel_is_negotiated_anew_and_its_sibling_left_alone()
    {
        Lab.BothUp();
        ulong one = Lab.Tunnel(1).Ike!.InitiatorSpi, two = Lab.Tunnel(2).Ike!.InitiatorSpi;
        Lab.Config = Change(Lab.Config, "Tunnel1", tunnel => tunnel with { ReplayWindow = 256 });
        Lab.Start();
        Lab.Run(1000);
        Assert.NotEqual(one, Lab.Tunnel(1).Ike!.InitiatorSpi);
        Assert.Equal(two, Lab.Tunnel(2).Ike!.InitiatorSpi);
        Assert.Equal(2, Lab.Path.InboundCount);
    }

    [Fact]
    public void Other_lifetimes_and_dead_peer_times_send_nothing()
    {
        Lab.BothUp();
        int sent = Lab.Link.Sent.Count;
        Lab.Config = Change(Lab.Config, "Tunnel1", tunnel => tunnel with { EspLifetime = TimeSpan.FromMinutes(30), DpdTimeout = TimeSpan.FromSeconds(20) });
        Lab.Start();
        Lab.Run(500);
        Assert.Equal(sent, Lab.Link.Sent.Count);
        Assert.Equal(TunnelState.Up, Lab.State(1));
    }

    [Fact]
    public void A_shorter_dead_peer_delay_makes_an_idle_tunnel_suspect_earlier()
    {
        Lab.BothUp();
        Lab.Config = Change(Lab.Config, "Tunnel1", tunnel => tunnel with { DpdDelay = TimeSpan.FromSeconds(3) });
        Lab.Start();
        Lab.Link.Drops = _ => true;
        Lab.RunUntil(() => Lab.State(1) == TunnelState.Suspect, seconds: 8);
    }

    [Fact]
    public void What_the_machine_refused_is_forgotten_with_the_tunnel()
    {
        Lab.BothUp();
        GatewayConfig whole = Lab.Config;
        Lab.Do(control => control.HandleLocalError(Lab.Now, "Tunnel1", "no TUN device"));
        Lab.Config = GatewayConfig.Empty;
        Lab.Start();
        Lab.Run(100);
        Lab.Config = whole;
        Lab.Start();
        Lab.RunUntil(() => Lab.State(1) == TunnelState.Up, seconds: 5);
    }

    [Fact]
    public void A_changed_preference_moves_the_traffic_and_no_sa()
    {
        Lab.BothUp();
        int sent = Lab.Link.Sent.Count;
        Lab.Config = Change(Lab.Config, "Tunnel2", tunnel => tunnel with { Preference = 200 });
        Lab.Start();
        Assert.Equal("Tunnel2", Lab.Active);
        Assert.Equal(sent, Lab.Link.Sent.Count);
    }

    [Fact]
    public void A_removed_connection_is_deleted_at_its_peers_and_its_guard_goes()
    {
        Lab.BothUp();
        Lab.Config = GatewayConfig.Empty;
        Lab.Start();
        Lab.Run(500);
        Assert.Equal(0, Lab.Path.InboundCount);
        Assert.All(Lab.Peers, peer => Assert.Null(peer.Endpoint.GetStatus("t")));
        Assert.Empty(Lab.Control.GetTunnels(Lab.Now));
        Assert.Empty(Lab.Plan.Guards);
    }

    [Fact]
    public void Down_deletes_and_stays_down_whatever_the_peer_tries_and_up_brings_it_back()
    {
        Lab.BothUp();
        Lab.Peers[0].Endpoint.SetTunnels(Lab.Now, [BoxLab.PeerConfig(BoxLab.PeerAddresses[0], mayInitiate: true)]);
        Lab.Run(500);
        Assert.True(Lab.Command(new TunnelCommand.Down("Tunnel1")));
        Lab.Run(500);
        Assert.Equal(TunnelState.Disabled, Lab.State(1));
        Assert.Equal(ReasonCode.AdminDown, Lab.Tunnel(1).ReasonCode);
        Assert.Equal("Tunnel2", Lab.Active);
        Lab.Peers[0].Endpoint.HandleCommand(Lab.Now, new IkeCommand.Initiate("t"));
        Lab.Run(10_000);
        Assert.Equal(TunnelState.Disabled, Lab.State(1));
        Assert.Equal(1, Lab.Path.InboundCount);
        Assert.True(Lab.Command(new TunnelCommand.Up("Tunnel1")));
        Lab.RunUntil(() => Lab.State(1) == TunnelState.Up, seconds: 2);
    }

    [Fact]
    public void Restart_makes_new_sas_and_an_unknown_name_is_said()
    {
        Lab.BothUp();
        ulong before = Lab.Tunnel(1).Ike!.InitiatorSpi;
        Assert.True(Lab.Command(new TunnelCommand.Restart("Tunnel1")));
        Lab.RunUntil(() => Lab.State(1) == TunnelState.Up, seconds: 2);
        Assert.NotEqual(before, Lab.Tunnel(1).Ike!.InitiatorSpi);
        Assert.False(Lab.Command(new TunnelCommand.Restart("Tunnel9")));
    }

    [Fact]
    public void A_tunnel_without_a_route_says_so_and_starts_when_there_is_one()
    {
        Lab.WanPaths.Remove("Tunnel1", out WanPath? path);
        Lab.Start();
        Assert.Equal(TunnelState.Connecting, Lab.State(1));
        Assert.Equal(ReasonCode.NoRoute, Lab.Tunnel(1).ReasonCode);
        Lab.WanPaths["Tunnel1"] = path!;
        Lab.Do(control => control.HandleWanPaths(Lab.Now, Lab.WanPaths));
        Lab.RunUntil(() => Lab.State(1) == TunnelState.Up, seconds: 1);
    }

    [Fact]
    public void A_route_that_comes_and_goes_touches_no_sa()
    {
        Lab.BothUp();
        ulong before = Lab.Tunnel(1).Ike!.InitiatorSpi;
        Lab.Do(control => control.HandleWanPaths(Lab.Now, new Dictionary<string, WanPath>()));
        Lab.Run(1000);
        Assert.Equal(TunnelState.Up, Lab.State(1));
        Lab.Do(control => control.HandleWanPaths(Lab.Now, Lab.WanPaths));
        Lab.Run(1000);
        Assert.Equal(before, Lab.Tunnel(1).Ike!.InitiatorSpi);
    }

    [Fact]
    public void A_route_that_stays_away_ends_as_no_route()
    {
        Lab.BothUp(sending: true);
        Lab.WanIsCut = true;
        Lab.Do(control => control.HandleWanPaths(Lab.Now, new Dictionary<string, WanPath>()));
        Lab.RunUntil(() => Lab.Tunnel(1).ReasonCode == ReasonCode.NoRoute, seconds: 60);
        Assert.Equal(TunnelState.Connecting, Lab.State(1));
        Assert.Empty(Lab.Plan.Routes);
    }

    [Fact]
    public void A_new_source_address_negotiates_from_there()
    {
        Lab.BothUp();
        IPAddress moved = IPAddress.Parse("192.0.2.99");
        foreach (string tunnel in Lab.WanPaths.Keys.ToArray()) Lab.WanPaths[tunnel] = new WanPath(moved, 1492, "ppp0");
        Lab.Do(control => control.HandleWanPaths(Lab.Now, Lab.WanPaths));
        Assert.Equal(TunnelState.Connecting, Lab.State(1));
        Assert.Equal(moved, Lab.Tunnel(1).Local.Address);
        Assert.Contains(Lab.Link.Sent, message => message.Datagram.Local.Address.Equals(moved));
    }

    [Fact]
    public void A_narrower_way_is_another_MTU_and_nothing_else()
    {
        Lab.BothUp();
        ulong before = Lab.Tunnel(1).Ike!.InitiatorSpi;
        int mtu = Lab.Tunnel(1).Mtu;
        Lab.WanPaths["Tunnel1"] = Lab.WanPaths["Tunnel1"] with { Mtu = 1400 };
        Lab.Do(control => control.HandleWanPaths(Lab.Now, Lab.WanPaths));
        Assert.InRange(Lab.Tunnel(1).Mtu, mtu - 112, mtu - 96);
        Assert.Equal(Lab.Tunnel(1).Mtu, Lab.Control.Plan.Devices.Single(device => device.Tunnel == "Tunnel1").Mtu);
        Assert.Equal((TunnelState.Up, before), (Lab.State(1), Lab.Tunnel(1).Ike!.InitiatorSpi));
    }

    [Fact]
    public void A_local_error_is_the_reason_and_a_fault_until_it_passes()
    {
        Lab.BothUp();
        Lab.Do(control => control.HandleLocalError(Lab.Now, "Tunnel1", "no TUN device: not permitted"));
        Assert.Equal(ReasonCode.LocalError, Lab.Tunnel(1).ReasonCode);
        Assert.Equal("no TUN device: not permitted", Lab.Tunnel(1).Reason);
        Assert.Equal(LedPattern.Triple, Patterns()[0]);
        Lab.Run(500);
        Lab.Do(control => control.HandleLocalError(Lab.Now, "Tunnel1", null));
        Lab.RunUntil(() => Lab.State(1) == TunnelState.Up, seconds: 2);
    }

    [Fact]
    public void A_refused_route_is_told_beside_up_and_deletes_no_SA()
    {
        Lab.BothUp();
        uint spi = Lab.Tunnel(1).Child!.InboundSpi;
        Lab.Do(control => control.HandleRouteError(Lab.Now, "Tunnel1", "another route has that place"));
        Lab.Run(5000);
        Assert.Equal((TunnelState.Up, ReasonCode.LocalError, "another route has that place"), (Lab.State(1), Lab.Tunnel(1).ReasonCode, Lab.Tunnel(1).Reason));
        Assert.Equal(spi, Lab.Tunnel(1).Child!.InboundSpi);
        Assert.Equal(LedPattern.Triple, Patterns()[0]);
        Lab.Do(control => control.HandleRouteError(Lab.Now, "Tunnel1", null));
        Assert.Equal(ReasonCode.None, Lab.Tunnel(1).ReasonCode);
        Assert.Equal(LedPattern.Heartbeat, Patterns()[0]);
    }

    [Fact]
    public void Stopping_deletes_everywhere_and_is_done_when_the_peers_have_answered()
    {
        Lab.BothUp();
        Lab.Do(control => control.HandleStop(Lab.Now));
        Assert.False(Lab.Control.IsStopped);
        Assert.Empty(Lab.Plan.Routes);
        Assert.Single(Lab.Plan.Guards);
        Lab.RunUntil(() => Lab.Control.IsStopped, seconds: 0.1);
        Assert.Equal(NetworkPlan.Empty.Guards, Lab.Plan.Guards);
        Assert.All(Lab.Peers, peer => Assert.Null(peer.Endpoint.GetStatus("t")));
        Assert.False(Lab.Command(new TunnelCommand.Up("Tunnel1")));
    }

    [Fact]
    public void Stopping_without_any_sa_is_done_at_once()
    {
        Lab.PeerIsOn[0] = Lab.PeerIsOn[1] = false;
        Lab.Start();
        Lab.Run(3000);
        Lab.Do(control => control.HandleStop(Lab.Now));
        Assert.True(Lab.Control.IsStopped);
    }
}
