using System.Net;
using Culvert.Control.Leds;
using Culvert.Core;
using Culvert.Ike;

namespace Culvert.Control.Tests.Box;

/// <summary>What the box does when a peer, or the way to it, fails; and that nothing fails by itself.</summary>
public sealed class BoxFailoverTests : BoxTest
{
    [Fact]
    public void A_dead_peer_costs_less_than_3_s_of_outbound_traffic()
    {
        Lab.BothUp(sending: true);
        Lab.Run(2000);
        int died = Lab.Elapsed;
        Lab.PeerIsOn[0] = false;
        Lab.RunUntil(() => Lab.Active == "Tunnel2", seconds: 5);
        Assert.InRange(Lab.Elapsed - died, 2300, 2600);
        Assert.Equal(TunnelState.Suspect, Lab.State(1));
        Assert.Equal([new NetworkPlan.TunnelRoute(IpPrefix.Parse("10.50.0.0/16"), "Tunnel2", 10)], Lab.Plan.Routes);
        Lab.Run(300);
        Assert.Equal(TunnelState.Connecting, Lab.State(1));
        Assert.Equal(ReasonCode.PeerDead, Lab.Tunnel(1).ReasonCode);
    }

    [Fact]
    public void The_old_inbound_sa_stays_until_the_dead_peer_timeout()
    {
        Lab.BothUp(sending: true);
        Lab.PeerIsOn[0] = false;
        Lab.Run(20_000);
        Assert.Equal(2, Lab.Path.InboundCount);
        Assert.Null(Lab.Path.Outbound("Tunnel1"));
        Lab.Run(15_000);
        Assert.Equal(1, Lab.Path.InboundCount);
        Assert.Equal(ReasonCode.NoAnswer, Lab.Tunnel(1).ReasonCode);
    }

    [Fact]
    public void A_peer_that_returns_has_its_traffic_back_after_10_s()
    {
        Lab.BothUp(sending: true);
        Lab.PeerIsOn[0] = false;
        Lab.Run(8000);
        Lab.PeerIsOn[0] = true;
        Lab.RunUntil(() => Lab.State(1) == TunnelState.Up, seconds: 10);
        int back = Lab.Elapsed;
        Lab.RunUntil(() => Lab.Active == "Tunnel1", seconds: 15);
        Assert.InRange(Lab.Elapsed - back, 10_000, 10_100);
        Assert.Equal(["Tunnel1", "Tunnel2", "Tunnel1"], Lab.Moves.Select(move => move.Device));
    }

    [Fact]
    public void A_tunnel_that_carries_one_way_stays_up()
    {
        Lab.BothUp(sending: true);
        Lab.PeersAnswer = false;
        int sent = Lab.Link.Sent.Count;
        Lab.Run(20_000);
        Assert.Equal(TunnelState.Up, Lab.State(1));
        Assert.DoesNotContain(Lab.Log, entry => entry.Text.Contains("suspect", StringComparison.Ordinal));
        Assert.InRange(Lab.Link.Sent.Skip(sent).Count(m => m.Sender == "box" && m.IsRequest && m.Datagram.Remote.Address.Equals(BoxLab.PeerAddresses[0])), 10, 21);
    }

    [Fact]
    public void With_both_peers_dead_the_traffic_waits_in_the_last_hope_and_then_at_the_guard()
    {
        Lab.BothUp(sending: true);
        Lab.WanIsCut = true;
        Lab.Run(10_000);
        Assert.NotNull(Lab.Active);
        Lab.Run(40_000);
        Assert.Null(Lab.Active);
        Assert.Empty(Lab.Plan.Routes);
        Assert.Single(Lab.Plan.Guards);
        Assert.Equal(LedPattern.Double, Patterns()[0]);
        Lab.WanIsCut = false;
        Lab.RunUntil(() => Lab.State(1) == TunnelState.Up && Lab.State(2) == TunnelState.Up, seconds: 8);
    }

    [Fact]
    public void A_short_cut_of_the_wan_is_survived_by_the_old_sa_or_a_new_one()
    {
        Lab.Config = OneTunnel();
        Lab.Start();
        Lab.RunUntil(() => Lab.State(1) == TunnelState.Up, seconds: 5);
        Lab.IsSending = true;
        Lab.Run(1000);
        Lab.WanIsCut = true;
        Lab.RunUntil(() => Lab.State(1) == TunnelState.Suspect, seconds: 3);
        Lab.Run(3000);
        Assert.Equal("Tunnel1", Lab.Active);
        Lab.WanIsCut = false;
        Lab.RunUntil(() => Lab.State(1) == TunnelState.Up, seconds: 6);
        Assert.True(Lab.Tunnel(1).Active);
    }

    [Fact]
    public void A_restarted_peer_is_found_again_by_the_attempt_beside_the_old_sa()
    {
        Lab.Config = OneTunnel();
        Lab.Start();
        Lab.RunUntil(() => Lab.State(1) == TunnelState.Up, seconds: 5);
        Lab.IsSending = true;
        Lab.Run(1000);
        ulong before = Lab.Tunnel(1).Ike!.InitiatorSpi;
        int died = Lab.Elapsed;
        Lab.Peers[0] = new Testing.IkeHost("reborn", BoxLab.PeerAddresses[0], seed: 77);
        Lab.Peers[0].Endpoint.SetTunnels(Lab.Now, [BoxLab.PeerConfig(BoxLab.PeerAddresses[0])]);
        Lab.RunUntil(() => Lab.Tunnel(1).Ike is { } ike && ike.InitiatorSpi != before && Lab.State(1) == TunnelState.Up, seconds: 5);
        Assert.InRange(Lab.Elapsed - died, 2300, 2800);
        Assert.True(Lab.Peers[0].Accepts(Lab.Path.Outbound("Tunnel1")!.Spi));
    }

    [Fact]
    public void A_deletion_by_the_peer_moves_the_traffic_at_once_and_is_made_good()
    {
        Lab.BothUp(sending: true);
        Lab.Run(1000);
        Lab.Peers[0].Endpoint.HandleCommand(Lab.Now, new IkeCommand.Terminate("t"));
        Lab.RunUntil(() => Lab.Active == "Tunnel2", seconds: 0.1);
        Lab.RunUntil(() => Lab.State(1) == TunnelState.Up, seconds: 0.5);
        Assert.Contains(Lab.Log, entry => entry.Text.Contains("now connecting (peer-deleted)", StringComparison.Ordinal));
    }

    [Fact]
    public void An_SA_that_is_worn_makes_way_for_a_new_one()
    {
        Lab.BothUp();
        uint before = Lab.Tunnel(1).Child!.InboundSpi;
        Lab.Do(control => control.HandleWear(Lab.Now, "Tunnel1", isInbound: true, before, isSpent: false));
        Lab.RunUntil(() => Lab.Tunnel(1).Child!.InboundSpi != before, seconds: 1);
        Assert.Equal(TunnelState.Up, Lab.State(1));
    }

    [Fact]
    public void An_hour_with_its_rekeys_leaves_no_gap_and_no_extra_sa()
    {
        Lab.BothUp(sending: true);
        Lab.SampleInterval = TimeSpan.FromSeconds(1);
        for (int minute = 0; minute < 65; minute++)
        {
            Lab.Run(60_000);
            Assert.NotNull(Lab.Path.Outbound("Tunnel1"));
            Assert.Equal("Tunnel1", Lab.Active);
        }

        Assert.Equal(2, Lab.Path.InboundCount);
        Assert.Single(Lab.Moves);
        Assert.Equal(Crypto.DhGroup.Modp1024, Lab.Tunnel(1).Child!.Suite.Group);
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
        Lab.PutBehindNat(IPAddress.Parse("203.0.113.7"));
        Lab.BothUp();
        Assert.Equal(NatSituation.Local, Lab.Tunnel(1).Ike!.Nat);
        Lab.Run(58_000);
        Assert.Equal(2, Lab.Path.Keepalives.Count(to => to.Equals(new IPEndPoint(BoxLab.PeerAddresses[0], 4500))));
    }
}
