using System.Net;
using Culvert.Config;
using Culvert.Control.Leds;
using Culvert.Core;
using Culvert.Ike;

namespace Culvert.Control.Tests.Box;

/// <summary>The whole brain against two peers, message by message.</summary>
public sealed class BoxTests
{
    private readonly BoxLab _lab = new();

    [Fact]
    public void Both_tunnels_come_up_and_the_preferred_one_carries()
    {
        _lab.BothUp();
        Assert.Equal("Tunnel1", _lab.Active);
        Assert.Equal(
            [new NetworkPlan.TunnelRoute(IpPrefix.Parse("10.50.0.0/16"), "Tunnel1", 10), new NetworkPlan.TunnelRoute(IpPrefix.Parse("10.50.0.0/16"), "Tunnel2", 30)],
            _lab.Plan.Routes);
        Assert.Equal([IpPrefix.Parse("10.50.0.0/16")], _lab.Plan.Guards);
        Assert.Equal([new NetworkPlan.TunnelDevice("Tunnel1", "Tunnel1", 1422), new NetworkPlan.TunnelDevice("Tunnel2", "Tunnel2", 1422)], _lab.Plan.Devices);
    }

    [Fact]
    public void Before_a_configuration_the_box_is_booting_and_then_says_what_it_is()
    {
        Assert.Equal(LedPattern.Blink5Hz, _lab.Control.GetLeds(_lab.Now)[0].Pattern);
        _lab.Start();
        Assert.Equal([LedPattern.Double, LedPattern.Blink1Hz, LedPattern.Blink1Hz], Patterns());
        _lab.BothUp();
        Assert.Equal([LedPattern.Heartbeat, LedPattern.On, LedPattern.On], Patterns());
        _lab.IsSending = true;
        _lab.Run(1000);
        Assert.Equal([LedPattern.Heartbeat, LedPattern.Traffic, LedPattern.On], Patterns());
    }

    [Fact]
    public void Status_has_everything_that_is_known_of_a_tunnel()
    {
        _lab.BothUp();
        TunnelStatus tunnel = _lab.Tunnel(1);
        Assert.Equal("aws", tunnel.Connection);
        Assert.Equal(ReasonCode.None, tunnel.ReasonCode);
        Assert.Equal(new IPEndPoint(BoxLab.BoxAddress, 4500), new IPEndPoint(tunnel.Local.Address!, tunnel.Local.Port));
        Assert.Equal("192.0.2.10", tunnel.Local.Id!.ToString());
        Assert.True(tunnel.Ike!.IsInitiator);
        Assert.True(tunnel.Child!.UdpEncapsulated);
        Assert.Contains(tunnel.Warnings, warning => warning.Code == "weak-suite");
    }

    [Fact]
    public void A_dead_peer_costs_less_than_3_s_of_outbound_traffic()
    {
        _lab.BothUp(sending: true);
        _lab.Run(2000);
        int died = _lab.Elapsed;
        _lab.PeerIsOn[0] = false;
        _lab.RunUntil(() => _lab.Active == "Tunnel2", seconds: 5);
        Assert.InRange(_lab.Elapsed - died, 2300, 2600);
        Assert.Equal(TunnelState.Suspect, _lab.State(1));
        Assert.Equal([new NetworkPlan.TunnelRoute(IpPrefix.Parse("10.50.0.0/16"), "Tunnel2", 10)], _lab.Plan.Routes);
        _lab.Run(300);
        Assert.Equal(TunnelState.Connecting, _lab.State(1));
        Assert.Equal(ReasonCode.PeerDead, _lab.Tunnel(1).ReasonCode);
    }

    [Fact]
    public void The_old_inbound_sa_stays_until_the_dead_peer_timeout()
    {
        _lab.BothUp(sending: true);
        _lab.PeerIsOn[0] = false;
        _lab.Run(20_000);
        Assert.Equal(2, _lab.Path.InboundCount);
        Assert.Null(_lab.Path.Outbound("Tunnel1"));
        _lab.Run(15_000);
        Assert.Equal(1, _lab.Path.InboundCount);
        Assert.Equal(ReasonCode.NoAnswer, _lab.Tunnel(1).ReasonCode);
    }

    [Fact]
    public void A_peer_that_returns_has_its_traffic_back_after_10_s()
    {
        _lab.BothUp(sending: true);
        _lab.PeerIsOn[0] = false;
        _lab.Run(8000);
        _lab.PeerIsOn[0] = true;
        _lab.RunUntil(() => _lab.State(1) == TunnelState.Up, seconds: 10);
        int back = _lab.Elapsed;
        _lab.RunUntil(() => _lab.Active == "Tunnel1", seconds: 15);
        Assert.InRange(_lab.Elapsed - back, 10_000, 10_100);
        Assert.Equal(["Tunnel1", "Tunnel2", "Tunnel1"], _lab.Moves.Select(move => move.Device));
    }

    [Fact]
    public void A_tunnel_that_carries_one_way_stays_up()
    {
        _lab.BothUp(sending: true);
        _lab.PeersAnswer = false;
        int sent = _lab.Link.Sent.Count;
        _lab.Run(20_000);
        Assert.Equal(TunnelState.Up, _lab.State(1));
        Assert.DoesNotContain(_lab.Log, entry => entry.Text.Contains("suspect", StringComparison.Ordinal));
        Assert.InRange(_lab.Link.Sent.Skip(sent).Count(m => m.Sender == "box" && m.IsRequest && m.Datagram.Remote.Address.Equals(BoxLab.PeerAddresses[0])), 10, 21);
    }

    [Fact]
    public void With_both_peers_dead_the_traffic_waits_in_the_last_hope_and_then_at_the_guard()
    {
        _lab.BothUp(sending: true);
        _lab.WanIsCut = true;
        _lab.Run(10_000);
        Assert.NotNull(_lab.Active);
        _lab.Run(40_000);
        Assert.Null(_lab.Active);
        Assert.Empty(_lab.Plan.Routes);
        Assert.Single(_lab.Plan.Guards);
        Assert.Equal(LedPattern.Double, Patterns()[0]);
        _lab.WanIsCut = false;
        _lab.RunUntil(() => _lab.State(1) == TunnelState.Up && _lab.State(2) == TunnelState.Up, seconds: 8);
    }

    [Fact]
    public void A_short_cut_of_the_wan_is_survived_by_the_old_sa_or_a_new_one()
    {
        _lab.Config = OneTunnel();
        _lab.Start();
        _lab.RunUntil(() => _lab.State(1) == TunnelState.Up, seconds: 5);
        _lab.IsSending = true;
        _lab.Run(1000);
        _lab.WanIsCut = true;
        _lab.RunUntil(() => _lab.State(1) == TunnelState.Suspect, seconds: 3);
        _lab.Run(3000);
        Assert.Equal("Tunnel1", _lab.Active);
        _lab.WanIsCut = false;
        _lab.RunUntil(() => _lab.State(1) == TunnelState.Up, seconds: 6);
        Assert.True(_lab.Tunnel(1).Active);
    }

    [Fact]
    public void A_restarted_peer_is_found_again_by_the_attempt_beside_the_old_sa()
    {
        _lab.Config = OneTunnel();
        _lab.Start();
        _lab.RunUntil(() => _lab.State(1) == TunnelState.Up, seconds: 5);
        _lab.IsSending = true;
        _lab.Run(1000);
        ulong before = _lab.Tunnel(1).Ike!.InitiatorSpi;
        int died = _lab.Elapsed;
        _lab.Peers[0] = new Testing.IkeHost("reborn", BoxLab.PeerAddresses[0], seed: 77);
        _lab.Peers[0].Endpoint.SetTunnels(_lab.Now, [BoxLab.PeerConfig(BoxLab.PeerAddresses[0])]);
        _lab.RunUntil(() => _lab.Tunnel(1).Ike is { } ike && ike.InitiatorSpi != before && _lab.State(1) == TunnelState.Up, seconds: 5);
        Assert.InRange(_lab.Elapsed - died, 2300, 2800);
        Assert.True(_lab.Peers[0].Accepts(_lab.Path.Outbound("Tunnel1")!.Spi));
    }

    [Fact]
    public void A_deletion_by_the_peer_moves_the_traffic_at_once_and_is_made_good()
    {
        _lab.BothUp(sending: true);
        _lab.Run(1000);
        _lab.Peers[0].Endpoint.HandleCommand(_lab.Now, new IkeCommand.Terminate("t"));
        _lab.RunUntil(() => _lab.Active == "Tunnel2", seconds: 0.1);
        _lab.RunUntil(() => _lab.State(1) == TunnelState.Up, seconds: 0.5);
        Assert.Contains(_lab.Log, entry => entry.Text.Contains("now connecting (peer-deleted)", StringComparison.Ordinal));
    }

    [Fact]
    public void A_wrong_secret_is_refused_and_tried_again_after_30_s()
    {
        _lab.Peers[0].Endpoint.SetTunnels(_lab.Now, [BoxLab.PeerConfig(BoxLab.PeerAddresses[0], secret: "another")]);
        _lab.Start();
        _lab.RunUntil(() => _lab.State(1) == TunnelState.Refused, seconds: 5);
        Assert.Equal(ReasonCode.AuthFailed, _lab.Tunnel(1).ReasonCode);
        Assert.NotNull(_lab.Tunnel(1).Reason);
        int refused = _lab.Elapsed;
        int sent = InitsTo(0);
        _lab.RunUntil(() => InitsTo(0) > sent, seconds: 31);
        Assert.InRange(_lab.Elapsed - refused, 29_900, 30_100);
    }

    [Fact]
    public void A_new_secret_is_tried_at_once()
    {
        _lab.Peers[0].Endpoint.SetTunnels(_lab.Now, [BoxLab.PeerConfig(BoxLab.PeerAddresses[0], secret: "another")]);
        _lab.Start();
        _lab.RunUntil(() => _lab.State(1) == TunnelState.Refused, seconds: 5);
        _lab.Config = Change(_lab.Config, "Tunnel1", tunnel => tunnel with { PreSharedKey = new Secret("another"u8) });
        _lab.Start();
        _lab.RunUntil(() => _lab.State(1) == TunnelState.Up, seconds: 1);
    }

    [Fact]
    public void The_same_configuration_again_changes_nothing()
    {
        _lab.BothUp();
        int sent = _lab.Link.Sent.Count;
        _lab.Do(control => control.HandleConfig(_lab.Now, Copy(_lab.Config), _lab.WanPaths));
        _lab.Run(500);
        Assert.Equal(sent, _lab.Link.Sent.Count);
        Assert.Equal(TunnelState.Up, _lab.State(1));
    }

    [Fact]
    public void A_changed_tunnel_is_negotiated_anew_and_its_sibling_left_alone()
    {
        _lab.BothUp();
        ulong one = _lab.Tunnel(1).Ike!.InitiatorSpi, two = _lab.Tunnel(2).Ike!.InitiatorSpi;
        _lab.Config = Change(_lab.Config, "Tunnel1", tunnel => tunnel with { EspLifetime = TimeSpan.FromMinutes(30) });
        _lab.Start();
        _lab.Run(1000);
        Assert.NotEqual(one, _lab.Tunnel(1).Ike!.InitiatorSpi);
        Assert.Equal(two, _lab.Tunnel(2).Ike!.InitiatorSpi);
        Assert.Equal(2, _lab.Path.InboundCount);
    }

    [Fact]
    public void A_changed_preference_moves_the_traffic_and_no_sa()
    {
        _lab.BothUp();
        int sent = _lab.Link.Sent.Count;
        _lab.Config = Change(_lab.Config, "Tunnel2", tunnel => tunnel with { Preference = 200 });
        _lab.Start();
        Assert.Equal("Tunnel2", _lab.Active);
        Assert.Equal(sent, _lab.Link.Sent.Count);
    }

    [Fact]
    public void A_removed_connection_is_deleted_at_its_peers_and_its_guard_goes()
    {
        _lab.BothUp();
        _lab.Config = GatewayConfig.Empty;
        _lab.Start();
        _lab.Run(500);
        Assert.Equal(0, _lab.Path.InboundCount);
        Assert.All(_lab.Peers, peer => Assert.Null(peer.Endpoint.GetStatus("t")));
        Assert.Empty(_lab.Control.GetTunnels(_lab.Now));
        Assert.Empty(_lab.Plan.Guards);
    }

    [Fact]
    public void Down_deletes_and_stays_down_whatever_the_peer_tries_and_up_brings_it_back()
    {
        _lab.BothUp();
        _lab.Peers[0].Endpoint.SetTunnels(_lab.Now, [BoxLab.PeerConfig(BoxLab.PeerAddresses[0], mayInitiate: true)]);
        _lab.Run(500);
        Assert.True(_lab.Command(new TunnelCommand.Down("Tunnel1")));
        _lab.Run(500);
        Assert.Equal(TunnelState.Disabled, _lab.State(1));
        Assert.Equal(ReasonCode.AdminDown, _lab.Tunnel(1).ReasonCode);
        Assert.Equal("Tunnel2", _lab.Active);
        _lab.Peers[0].Endpoint.HandleCommand(_lab.Now, new IkeCommand.Initiate("t"));
        _lab.Run(10_000);
        Assert.Equal(TunnelState.Disabled, _lab.State(1));
        Assert.Equal(1, _lab.Path.InboundCount);
        Assert.True(_lab.Command(new TunnelCommand.Up("Tunnel1")));
        _lab.RunUntil(() => _lab.State(1) == TunnelState.Up, seconds: 2);
    }

    [Fact]
    public void Restart_makes_new_sas_and_an_unknown_name_is_said()
    {
        _lab.BothUp();
        ulong before = _lab.Tunnel(1).Ike!.InitiatorSpi;
        Assert.True(_lab.Command(new TunnelCommand.Restart("Tunnel1")));
        _lab.RunUntil(() => _lab.State(1) == TunnelState.Up, seconds: 2);
        Assert.NotEqual(before, _lab.Tunnel(1).Ike!.InitiatorSpi);
        Assert.False(_lab.Command(new TunnelCommand.Restart("Tunnel9")));
    }

    [Fact]
    public void A_tunnel_without_a_route_says_so_and_starts_when_there_is_one()
    {
        _lab.WanPaths.Remove("Tunnel1", out WanPath? path);
        _lab.Start();
        Assert.Equal(TunnelState.Connecting, _lab.State(1));
        Assert.Equal(ReasonCode.NoRoute, _lab.Tunnel(1).ReasonCode);
        _lab.WanPaths["Tunnel1"] = path!;
        _lab.Do(control => control.HandleWanPaths(_lab.Now, _lab.WanPaths));
        _lab.RunUntil(() => _lab.State(1) == TunnelState.Up, seconds: 1);
    }

    [Fact]
    public void A_route_that_comes_and_goes_touches_no_sa()
    {
        _lab.BothUp();
        ulong before = _lab.Tunnel(1).Ike!.InitiatorSpi;
        _lab.Do(control => control.HandleWanPaths(_lab.Now, new Dictionary<string, WanPath>()));
        _lab.Run(1000);
        Assert.Equal(TunnelState.Up, _lab.State(1));
        _lab.Do(control => control.HandleWanPaths(_lab.Now, _lab.WanPaths));
        _lab.Run(1000);
        Assert.Equal(before, _lab.Tunnel(1).Ike!.InitiatorSpi);
    }

    [Fact]
    public void A_route_that_stays_away_ends_as_no_route()
    {
        _lab.BothUp(sending: true);
        _lab.WanIsCut = true;
        _lab.Do(control => control.HandleWanPaths(_lab.Now, new Dictionary<string, WanPath>()));
        _lab.RunUntil(() => _lab.Tunnel(1).ReasonCode == ReasonCode.NoRoute, seconds: 60);
        Assert.Equal(TunnelState.Connecting, _lab.State(1));
        Assert.Empty(_lab.Plan.Routes);
    }

    [Fact]
    public void A_new_source_address_negotiates_from_there()
    {
        _lab.BothUp();
        IPAddress moved = IPAddress.Parse("192.0.2.99");
        foreach (string tunnel in _lab.WanPaths.Keys.ToArray()) _lab.WanPaths[tunnel] = new WanPath(moved, 1492, "ppp0");
        _lab.Do(control => control.HandleWanPaths(_lab.Now, _lab.WanPaths));
        Assert.Equal(TunnelState.Connecting, _lab.State(1));
        Assert.Equal(moved, _lab.Tunnel(1).Local.Address);
        Assert.Contains(_lab.Link.Sent, message => message.Datagram.Local.Address.Equals(moved));
    }

    [Fact]
    public void A_local_error_is_the_reason_and_a_fault_until_it_passes()
    {
        _lab.BothUp();
        _lab.Do(control => control.HandleLocalError(_lab.Now, "Tunnel1", "no TUN device: not permitted"));
        Assert.Equal(ReasonCode.LocalError, _lab.Tunnel(1).ReasonCode);
        Assert.Equal("no TUN device: not permitted", _lab.Tunnel(1).Reason);
        Assert.Equal(LedPattern.Triple, Patterns()[0]);
        _lab.Run(500);
        _lab.Do(control => control.HandleLocalError(_lab.Now, "Tunnel1", null));
        _lab.RunUntil(() => _lab.State(1) == TunnelState.Up, seconds: 2);
    }

    [Fact]
    public void Stopping_deletes_everywhere_and_is_done_when_the_peers_have_answered()
    {
        _lab.BothUp();
        _lab.Do(control => control.HandleStop(_lab.Now));
        Assert.False(_lab.Control.IsStopped);
        Assert.Empty(_lab.Plan.Routes);
        Assert.Single(_lab.Plan.Guards);
        _lab.RunUntil(() => _lab.Control.IsStopped, seconds: 0.1);
        Assert.Equal(NetworkPlan.Empty.Guards, _lab.Plan.Guards);
        Assert.All(_lab.Peers, peer => Assert.Null(peer.Endpoint.GetStatus("t")));
        Assert.False(_lab.Command(new TunnelCommand.Up("Tunnel1")));
    }

    [Fact]
    public void Stopping_without_any_sa_is_done_at_once()
    {
        _lab.PeerIsOn[0] = _lab.PeerIsOn[1] = false;
        _lab.Start();
        _lab.Run(3000);
        _lab.Do(control => control.HandleStop(_lab.Now));
        Assert.True(_lab.Control.IsStopped);
    }

    [Fact]
    public void Sequence_numbers_that_run_low_make_a_new_child()
    {
        _lab.BothUp();
        uint before = _lab.Tunnel(1).Child!.InboundSpi;
        _lab.Do(control => control.HandleSequenceLow(_lab.Now, "Tunnel1"));
        _lab.RunUntil(() => _lab.Tunnel(1).Child!.InboundSpi != before, seconds: 1);
        Assert.Equal(TunnelState.Up, _lab.State(1));
    }

    [Fact]
    public void An_hour_with_its_rekeys_leaves_no_gap_and_no_extra_sa()
    {
        _lab.BothUp(sending: true);
        _lab.SampleInterval = TimeSpan.FromSeconds(1);
        for (int minute = 0; minute < 65; minute++)
        {
            _lab.Run(60_000);
            Assert.NotNull(_lab.Path.Outbound("Tunnel1"));
            Assert.Equal("Tunnel1", _lab.Active);
        }

        Assert.Equal(2, _lab.Path.InboundCount);
        Assert.Single(_lab.Moves);
        Assert.Equal(Crypto.DhGroup.Modp1024, _lab.Tunnel(1).Child!.Suite.Group);
    }

    [Fact]
    public void When_both_ends_initiate_at_once_one_sa_stays()
    {
        for (ulong seed = 1; seed <= 20; seed++)
        {
            var lab = new BoxLab(seed) { Config = OneTunnel() };
            lab.Peers[0].Endpoint.SetTunnels(lab.Now, [BoxLab.PeerConfig(BoxLab.PeerAddresses[0], mayInitiate: true) with
            {
                LocalSelectors = Testing.IkePair.Selectors("10.50.0.0/16"), RemoteSelectors = Testing.IkePair.Selectors("10.60.0.0/16"),
            }]);
            lab.Peers[0].Endpoint.HandleCommand(lab.Now, new IkeCommand.Initiate("t"));
            lab.Start();
            lab.RunUntil(() => lab.State(1) == TunnelState.Up, seconds: 5);
            lab.Run(15_000);
            Assert.Equal(1, lab.Path.InboundCount);
            Assert.Equal(TunnelState.Up, lab.State(1));
            Assert.True(lab.Peers[0].Accepts(lab.Path.Outbound("Tunnel1")!.Spi));
        }
    }

    [Fact]
    public void Behind_a_nat_an_idle_tunnel_holds_its_mapping_open()
    {
        _lab.PutBehindNat(IPAddress.Parse("203.0.113.7"));
        _lab.BothUp();
        Assert.Equal(NatSituation.Local, _lab.Tunnel(1).Ike!.Nat);
        _lab.Run(58_000);
        Assert.Equal(2, _lab.Path.Keepalives.Count(to => to.Equals(new IPEndPoint(BoxLab.PeerAddresses[0], 4500))));
    }

    [Fact]
    public void On_demand_the_route_is_there_before_the_sa_and_a_packet_brings_it_up()
    {
        _lab.Config = Change(OneTunnel(), "Tunnel1", tunnel => tunnel with { Start = StartMode.OnDemand });
        _lab.Start();
        _lab.Run(5000);
        Assert.Empty(_lab.Link.Sent);
        Assert.Equal("Tunnel1", Assert.Single(_lab.Plan.Routes).Device);
        _lab.NoSaDrops = 1;
        _lab.RunUntil(() => _lab.State(1) == TunnelState.Up, seconds: 1);
    }

    [Fact]
    public void A_tunnel_that_only_answers_comes_up_when_the_peer_calls()
    {
        _lab.Config = Change(OneTunnel(), "Tunnel1", tunnel => tunnel with { Start = StartMode.Respond });
        _lab.Peers[0].Endpoint.SetTunnels(_lab.Now, [BoxLab.PeerConfig(BoxLab.PeerAddresses[0], mayInitiate: true) with
        {
            LocalSelectors = Testing.IkePair.Selectors("10.50.0.0/16"), RemoteSelectors = Testing.IkePair.Selectors("10.60.0.0/16"),
        }]);
        _lab.Start();
        _lab.Run(5000);
        Assert.Equal(TunnelState.Connecting, _lab.State(1));
        _lab.Peers[0].Endpoint.HandleCommand(_lab.Now, new IkeCommand.Initiate("t"));
        _lab.RunUntil(() => _lab.State(1) == TunnelState.Up, seconds: 1);
        Assert.False(_lab.Tunnel(1).Ike!.IsInitiator);
    }

    [Fact]
    public void A_flood_of_rubbish_changes_nothing()
    {
        _lab.BothUp();
        var from = new IPEndPoint(BoxLab.PeerAddresses[0], 4500);
        var entropy = new Testing.SeededEntropy(5);
        for (int i = 0; i < 10_000; i++)
            _lab.Do(control => control.HandleDatagram(_lab.Now, new Datagram(new IPEndPoint(BoxLab.BoxAddress, 4500), from, entropy.Bytes(i % 200))));
        Assert.Equal(0, _lab.Control.IkeCounters.InternalErrors.Value);
        Assert.Equal("Tunnel1", _lab.Active);
        _lab.Run(60_000);
        Assert.Equal(TunnelState.Up, _lab.State(1));
    }

    [Fact]
    public void No_log_line_above_debug_names_an_address_or_holds_the_secret()
    {
        _lab.BothUp(sending: true);
        _lab.PeerIsOn[0] = false;
        _lab.Run(60_000);
        Assert.NotEmpty(_lab.Log);
        Assert.DoesNotContain(_lab.Log, entry => entry.Text.Contains("hanna_tunnel1", StringComparison.Ordinal));
        Assert.DoesNotContain(
            _lab.Log, entry => entry.Level > NoticeLevel.Debug && BoxLab.PeerAddresses.Any(peer => entry.Text.Contains(peer.ToString(), StringComparison.Ordinal)));
    }

    private LedPattern[] Patterns() => _lab.Control.GetLeds(_lab.Now).Select(led => led.Pattern).ToArray();

    private int InitsTo(int peer) =>
        _lab.Link.Sent.Count(m => m.Exchange == "IKE_SA_INIT" && m.IsRequest && m.Datagram.Remote.Address.Equals(BoxLab.PeerAddresses[peer]));

    private GatewayConfig OneTunnel() => _lab.Config with
    {
        Connections = [_lab.Config.Connections[0] with { Tunnels = [_lab.Config.Connections[0].Tunnels[0]] }],
    };

    private static GatewayConfig Change(GatewayConfig config, string tunnel, Func<TunnelConfig, TunnelConfig> change) => config with
    {
        Connections = config.Connections
            .Select(c => c with { Tunnels = c.Tunnels.Select(t => t.Name == tunnel ? change(t) : t).ToList() })
            .ToList(),
    };

    // The same content in other objects, as a second reading of the files gives.
    private static GatewayConfig Copy(GatewayConfig config) => Change(config, "Tunnel1", tunnel => tunnel with
    {
        IkeProposals = tunnel.IkeProposals.ToList(),
        EspProposals = tunnel.EspProposals.ToList(),
        LocalSelectors = tunnel.LocalSelectors.Select(selector => selector with { }).ToList(),
        PreSharedKey = new Secret(tunnel.PreSharedKey.Span),
    });
}
