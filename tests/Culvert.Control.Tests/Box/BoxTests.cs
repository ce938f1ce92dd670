using System.Net;
using Culvert.Config;
using Culvert.Control.Leds;
using Culvert.Core;
using Culvert.Ike;

namespace Culvert.Control.Tests.Box;

/// <summary>The whole brain against two peers, message by message.</summary>
public sealed class BoxTests : BoxTest
{
    [Fact]
    public void Both_tunnels_come_up_and_the_preferred_one_carries()
    {
        Lab.BothUp();
        Assert.Equal("Tunnel1", Lab.Active);
        Assert.Equal(
            [new NetworkPlan.TunnelRoute(IpPrefix.Parse("10.50.0.0/16"), "Tunnel1", 10), new NetworkPlan.TunnelRoute(IpPrefix.Parse("10.50.0.0/16"), "Tunnel2", 30)],
            Lab.Plan.Routes);
        Assert.Equal([IpPrefix.Parse("10.50.0.0/16")], Lab.Plan.Guards);
        Assert.Equal([new NetworkPlan.TunnelDevice("Tunnel1", "Tunnel1", 1422), new NetworkPlan.TunnelDevice("Tunnel2", "Tunnel2", 1422)], Lab.Plan.Devices);
    }

    [Fact]
    public void Before_a_configuration_the_box_is_booting_and_then_says_what_it_is()
    {
        Assert.Equal(LedPattern.Blink5Hz, Lab.Control.GetLeds(Lab.Now)[0].Pattern);
        Lab.Start();
        Assert.Equal([LedPattern.Double, LedPattern.Blink1Hz, LedPattern.Blink1Hz], Patterns());
        Lab.BothUp();
        Assert.Equal([LedPattern.Heartbeat, LedPattern.On, LedPattern.On], Patterns());
        Lab.IsSending = true;
        Lab.Run(1000);
        Assert.Equal([LedPattern.Heartbeat, LedPattern.Traffic, LedPattern.On], Patterns());
    }

    [Fact]
    public void Status_has_everything_that_is_known_of_a_tunnel()
    {
        Lab.BothUp();
        TunnelStatus tunnel = Lab.Tunnel(1);
        Assert.Equal("aws", tunnel.Connection);
        Assert.Equal(ReasonCode.None, tunnel.ReasonCode);
        Assert.Equal(new IPEndPoint(BoxLab.BoxAddress, 4500), new IPEndPoint(tunnel.Local.Address!, tunnel.Local.Port));
        Assert.Equal("192.0.2.10", tunnel.Local.Id!.ToString());
        Assert.True(tunnel.Ike!.IsInitiator);
        Assert.True(tunnel.Child!.UdpEncapsulated);
        Assert.Contains(tunnel.Warnings, warning => warning.Code == "weak-suite");
    }

    [Fact]
    public void A_wrong_secret_is_refused_and_tried_again_after_30_s()
    {
        Lab.Peers[0].Endpoint.SetTunnels(Lab.Now, [BoxLab.PeerConfig(BoxLab.PeerAddresses[0], secret: "another")]);
        Lab.Start();
        Lab.RunUntil(() => Lab.State(1) == TunnelState.Refused, seconds: 5);
        Assert.Equal(ReasonCode.AuthFailed, Lab.Tunnel(1).ReasonCode);
        Assert.NotNull(Lab.Tunnel(1).Reason);
        int refused = Lab.Elapsed;
        int sent = InitsTo(0);
        Lab.RunUntil(() => InitsTo(0) > sent, seconds: 31);
        Assert.InRange(Lab.Elapsed - refused, 29_900, 30_100);
    }

    [Fact]
    public void On_demand_the_route_is_there_before_the_sa_and_a_packet_brings_it_up()
    {
        Lab.Config = Change(OneTunnel(), "Tunnel1", tunnel => tunnel with { Start = StartMode.OnDemand });
        Lab.Start();
        Lab.Run(5000);
        Assert.Empty(Lab.Link.Sent);
        Assert.Equal("Tunnel1", Assert.Single(Lab.Plan.Routes).Device);
        Lab.NoSaDrops = 1;
        Lab.RunUntil(() => Lab.State(1) == TunnelState.Up, seconds: 1);
    }

    [Fact]
    public void On_demand_a_refused_tunnel_keeps_its_route_and_is_tried_again()
    {
        Lab.Peers[0].Endpoint.SetTunnels(Lab.Now, [BoxLab.PeerConfig(BoxLab.PeerAddresses[0], secret: "another")]);
        Lab.Config = Change(OneTunnel(), "Tunnel1", tunnel => tunnel with { Start = StartMode.OnDemand });
        Lab.Start();
        Lab.NoSaDrops = 1;
        Lab.RunUntil(() => Lab.State(1) == TunnelState.Refused, seconds: 5);
        Assert.Single(Lab.Plan.Routes);
        Lab.Peers[0].Endpoint.SetTunnels(Lab.Now, [BoxLab.PeerConfig(BoxLab.PeerAddresses[0])]);
        Lab.RunUntil(() => Lab.State(1) == TunnelState.Up, seconds: 31);
    }

    [Fact]
    public void A_tunnel_that_only_answers_comes_up_when_the_peer_calls()
    {
        Lab.Config = Change(OneTunnel(), "Tunnel1", tunnel => tunnel with { Start = StartMode.Respond });
        Lab.Peers[0].Endpoint.SetTunnels(Lab.Now, [BoxLab.PeerConfig(BoxLab.PeerAddresses[0], mayInitiate: true) with
        {
            LocalSelectors = Testing.IkePair.Selectors("10.50.0.0/16"), RemoteSelectors = Testing.IkePair.Selectors("10.60.0.0/16"),
        }]);
        Lab.Start();
        Lab.Run(5000);
        Assert.Equal(TunnelState.Connecting, Lab.State(1));
        Lab.Peers[0].Endpoint.HandleCommand(Lab.Now, new IkeCommand.Initiate("t"));
        Lab.RunUntil(() => Lab.State(1) == TunnelState.Up, seconds: 1);
        Assert.False(Lab.Tunnel(1).Ike!.IsInitiator);
    }

    [Fact]
    public void A_peer_of_unknown_address_is_shown_and_routed_to_while_it_is_there()
    {
        Lab.Config = Change(OneTunnel(), "Tunnel1", tunnel => tunnel with { Start = StartMode.Respond, RemoteAddress = null });
        Lab.Peers[0].Endpoint.SetTunnels(Lab.Now, [BoxLab.PeerConfig(BoxLab.PeerAddresses[0], mayInitiate: true) with
        {
            LocalSelectors = Testing.IkePair.Selectors("10.50.0.0/16"), RemoteSelectors = Testing.IkePair.Selectors("10.60.0.0/16"),
        }]);
        Lab.Start();
        Lab.Run(5000);
        Assert.Null(Lab.Tunnel(1).Remote.Address);
        Assert.Equal([WanPath.Anybody], Lab.Control.Plan.Peers);
        Lab.Peers[0].Endpoint.HandleCommand(Lab.Now, new IkeCommand.Initiate("t"));
        Lab.RunUntil(() => Lab.State(1) == TunnelState.Up, seconds: 1);
        Assert.Equal(BoxLab.PeerAddresses[0], Lab.Tunnel(1).Remote.Address);
        Assert.Contains(BoxLab.PeerAddresses[0], Lab.Control.Plan.Peers);
        // The box is up before its answer has arrived, and the peer has something to delete.
        Lab.Run(1000);
        Lab.Peers[0].Endpoint.HandleCommand(Lab.Now, new IkeCommand.Terminate("t"));
        Lab.RunUntil(() => Lab.State(1) == TunnelState.Connecting, seconds: 1);
        Assert.Null(Lab.Tunnel(1).Remote.Address);
    }

    [Fact]
    public void A_call_that_is_refused_beside_a_tunnel_that_is_up_is_in_the_log_and_changes_nothing()
    {
        Lab.Config = Change(OneTunnel(), "Tunnel1", tunnel => tunnel with { Start = StartMode.Respond, RemoteAddress = null });
        Lab.Peers[0].Endpoint.SetTunnels(Lab.Now, [BoxLab.PeerConfig(BoxLab.PeerAddresses[0], mayInitiate: true)]);
        Lab.Peers[1].Endpoint.SetTunnels(Lab.Now, [BoxLab.PeerConfig(BoxLab.PeerAddresses[1], "a guess", mayInitiate: true) with
        {
            LocalId = Identity.FromAddress(BoxLab.PeerAddresses[0]),
        }]);
        Lab.Start();
        Lab.Peers[0].Endpoint.HandleCommand(Lab.Now, new IkeCommand.Initiate("t"));
        Lab.RunUntil(() => Lab.State(1) == TunnelState.Up, seconds: 1);
        Lab.Peers[1].Endpoint.HandleCommand(Lab.Now, new IkeCommand.Initiate("t"));
        Lab.Run(2000);
        Assert.Equal((TunnelState.Up, BoxLab.PeerAddresses[0]), (Lab.State(1), Lab.Tunnel(1).Remote.Address));
        string expected = $"peer {BoxLab.PeerAddresses[1]} ({BoxLab.PeerAddresses[0]}) does not have our pre-shared key";
        Assert.Single(Lab.Log, entry => entry.Level == NoticeLevel.Warning && entry.Text.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void A_flood_of_rubbish_changes_nothing()
    {
        Lab.BothUp();
        var from = new IPEndPoint(BoxLab.PeerAddresses[0], 4500);
        var entropy = new Testing.SeededEntropy(5);
        for (int i = 0; i < 10_000; i++)
            Lab.Do(control => control.HandleDatagram(Lab.Now, new Datagram(new IPEndPoint(BoxLab.BoxAddress, 4500), from, entropy.Bytes(i % 200))));
        Assert.Equal(0, Lab.Control.IkeCounters.InternalErrors.Value);
        Assert.Equal("Tunnel1", Lab.Active);
        Lab.Run(60_000);
        Assert.Equal(TunnelState.Up, Lab.State(1));
    }

    [Fact]
    public void No_log_line_above_debug_names_an_address_or_holds_the_secret()
    {
        Lab.BothUp(sending: true);
        Lab.PeerIsOn[0] = false;
        Lab.Run(60_000);
        Assert.NotEmpty(Lab.Log);
        Assert.DoesNotContain(Lab.Log, entry => entry.Text.Contains("hanna_tunnel1", StringComparison.Ordinal));
        Assert.DoesNotContain(
            Lab.Log, entry => entry.Level > NoticeLevel.Debug && BoxLab.PeerAddresses.Any(peer => entry.Text.Contains(peer.ToString(), StringComparison.Ordinal)));
    }
}
