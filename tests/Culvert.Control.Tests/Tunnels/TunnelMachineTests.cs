using System.Net;
using Culvert.Control.Tunnels;
using Culvert.Ike;

namespace Culvert.Control.Tests.Tunnels;

public sealed class TunnelMachineTests
{
    private readonly MachineDriver _tunnel = new();

    [Fact]
    public void A_new_tunnel_is_disabled_until_it_is_told_to_connect()
    {
        _tunnel.Pass(60_000);
        Assert.Equal(TunnelState.Disabled, _tunnel.State);
        Assert.Empty(_tunnel.Orders);
    }

    [Fact]
    public void Connecting_initiates_at_once_and_insists_every_5_s()
    {
        _tunnel.Do(m => m.Connect(_tunnel.Now));
        _tunnel.Pass(12_000);
        Assert.Equal(TunnelState.Connecting, _tunnel.State);
        Assert.Equal([0, 5000, 10_000], _tunnel.TimesOf<IkeCommand.Initiate>());
    }

    [Theory]
    [InlineData((int)TunnelRole.Respond, "waits for the peer to call")]
    [InlineData((int)TunnelRole.OnDemand, "waits for a packet")]
    public void A_tunnel_that_waits_does_not_initiate_and_says_what_it_waits_for(int role, string reason)
    {
        var tunnel = new MachineDriver((TunnelRole)role);
        tunnel.Do(m => m.Connect(tunnel.Now));
        tunnel.Pass(60_000);
        Assert.Equal(TunnelState.Connecting, tunnel.State);
        Assert.Equal(new TunnelReason(ReasonCode.None, reason), tunnel.Machine.Reason);
        Assert.Empty(tunnel.Orders);
    }

    [Fact]
    public void On_demand_the_first_packet_without_an_sa_initiates_once()
    {
        var tunnel = new MachineDriver(TunnelRole.OnDemand);
        tunnel.Do(m => m.Connect(tunnel.Now));
        tunnel.Pass(700);
        tunnel.Traffic(0, noSa: 1);
        tunnel.Traffic(0, noSa: 1);
        tunnel.Pass(60_000);
        Assert.Equal([700], tunnel.TimesOf<IkeCommand.Initiate>());
        Assert.Null(tunnel.Machine.Reason.Text);
    }

    [Fact]
    public void A_child_makes_it_up_and_quiet()
    {
        _tunnel.Do(m => m.Connect(_tunnel.Now));
        _tunnel.Pass(400);
        _tunnel.Do(m => m.OutboundStarted(_tunnel.Now));
        Assert.Equal(TunnelState.Up, _tunnel.State);
        Assert.Equal(_tunnel.At(400), _tunnel.Machine.Since);
        Assert.False(_tunnel.Machine.HasFailed);
        _tunnel.Pass(9000);
        Assert.Equal([0], _tunnel.TimesOf<IkeCommand.Initiate>());
    }

    [Fact]
    public void An_unanswered_attempt_goes_on_and_says_how_often_it_tried()
    {
        _tunnel.Do(m => m.Connect(_tunnel.Now));
        _tunnel.Event(new IkeEvent.Unanswered("t", new IPEndPoint(MachineDriver.Peer, 500), 8, TimeSpan.FromSeconds(31.2)));
        Assert.Equal(TunnelState.Connecting, _tunnel.State);
        Assert.Equal(ReasonCode.NoAnswer, _tunnel.Machine.Reason.Code);
        Assert.Equal("peer 192.0.2.1 answers nothing on UDP 500 or 4500 (8 tries in 31 s)", _tunnel.Machine.Reason.Text);
        int changes = _tunnel.Changes.Count;
        Assert.Equal((TunnelState.Connecting, ReasonCode.NoAnswer), (_tunnel.Changes[^1].To, _tunnel.Changes[^1].Reason.Code));
        _tunnel.Event(new IkeEvent.Unanswered("t", new IPEndPoint(MachineDriver.Peer, 500), 9, TimeSpan.FromSeconds(36)));
        Assert.Equal(changes, _tunnel.Changes.Count);
    }

    [Fact]
    public void Evidence_probe_and_suspicion_come_at_500_and_2300_ms()
    {
        _tunnel.Up();
        _tunnel.Traffic(lastOut: 1);
        _tunnel.Pass(2300);
        Assert.Equal(TunnelState.Up, _tunnel.State);
        Assert.Equal([501], _tunnel.TimesOf<IkeCommand.Probe>());
        _tunnel.Pass(1);
        Assert.Equal(TunnelState.Suspect, _tunnel.State);
        Assert.Equal(ReasonCode.PeerDead, _tunnel.Machine.Reason.Code);
        Assert.Equal("peer 192.0.2.1 stopped answering (2.3 s of silence)", _tunnel.Machine.Reason.Text);
    }

    [Fact]
    public void Answered_probes_keep_a_one_way_tunnel_up()
    {
        _tunnel.Up();
        for (int i = 0; i < 100; i++)
        {
            int probes = _tunnel.Orders.Count;
            _tunnel.PassSending(100);
            if (_tunnel.Orders.Count > probes) _tunnel.Answer();
        }

        Assert.Equal(TunnelState.Up, _tunnel.State);
        Assert.InRange(_tunnel.TimesOf<IkeCommand.Probe>().Count(), 7, 10);
        Assert.DoesNotContain(_tunnel.Changes, change => change.To == TunnelState.Suspect);
    }

    [Fact]
    public void Suspect_beside_another_tunnel_is_deleted_after_300_ms_and_negotiated_anew()
    {
        Suspect(anotherIsUp: true);
        int since = _tunnel.Elapsed;
        _tunnel.Pass(299);
        Assert.Empty(_tunnel.Orders);
        _tunnel.Pass(1);
        Assert.Equal([(since + 300, typeof(IkeCommand.Terminate)), (since + 300, typeof(IkeCommand.Initiate))], _tunnel.Orders);
        Assert.Equal(TunnelState.Connecting, _tunnel.State);
        Assert.Equal(ReasonCode.PeerDead, _tunnel.Machine.Reason.Code);
        Assert.False(_tunnel.Machine.CanSend);
    }

    [Fact]
    public void Suspect_alone_keeps_its_sa_and_tries_beside_it_at_once_and_every_5_s()
    {
        Suspect(anotherIsUp: false);
        int since = _tunnel.Elapsed;
        _tunnel.Pass(11_000);
        Assert.Equal(TunnelState.Suspect, _tunnel.State);
        Assert.True(_tunnel.Machine.CanSend);
        Assert.Equal([since, since + 5000, since + 10_000], _tunnel.TimesOf<IkeCommand.Initiate>());
        Assert.Empty(_tunnel.TimesOf<IkeCommand.Terminate>());
    }

    [Fact]
    public void The_300_ms_begin_when_another_tunnel_comes_up()
    {
        Suspect(anotherIsUp: false);
        _tunnel.Pass(1000);
        int up = _tunnel.Elapsed;
        _tunnel.Do(m => m.SetAnotherIsUp(_tunnel.Now, true));
        _tunnel.Pass(400);
        Assert.Equal([up + 300], _tunnel.TimesOf<IkeCommand.Terminate>());
    }

    [Fact]
    public void The_300_ms_end_when_the_other_tunnel_fails_too()
    {
        Suspect(anotherIsUp: true);
        _tunnel.Pass(200);
        int failed = _tunnel.Elapsed;
        _tunnel.Do(m => m.SetAnotherIsUp(_tunnel.Now, false));
        _tunnel.Pass(400);
        Assert.Empty(_tunnel.TimesOf<IkeCommand.Terminate>());
        Assert.Equal([failed], _tunnel.TimesOf<IkeCommand.Initiate>());
    }

    [Fact]
    public void Suspect_without_the_right_to_initiate_waits()
    {
        var tunnel = new MachineDriver(TunnelRole.Respond).Up();
        tunnel.PassSending(2600);
        Assert.Equal(TunnelState.Suspect, tunnel.State);
        tunnel.Pass(10_000);
        Assert.Empty(tunnel.TimesOf<IkeCommand.Initiate>());
    }

    [Fact]
    public void An_answer_ends_the_suspicion_and_is_remembered_as_a_failure()
    {
        Suspect(anotherIsUp: false);
        _tunnel.Pass(50);
        _tunnel.Answer();
        Assert.Equal(TunnelState.Up, _tunnel.State);
        Assert.True(_tunnel.Machine.HasFailed);
        Assert.Equal(TunnelReason.None, _tunnel.Machine.Reason);
        _tunnel.Orders.Clear();
        _tunnel.Pass(8000);
        Assert.Empty(_tunnel.Orders);
    }

    [Fact]
    public void Esp_from_the_peer_ends_the_suspicion_too()
    {
        Suspect(anotherIsUp: false);
        _tunnel.Pass(50);
        _tunnel.Traffic(lastOut: _tunnel.Elapsed, lastIn: _tunnel.Elapsed);
        Assert.Equal(TunnelState.Up, _tunnel.State);
    }

    [Fact]
    public void A_new_child_replaces_the_suspect_one()
    {
        Suspect(anotherIsUp: false);
        _tunnel.Pass(100);
        _tunnel.Do(m => m.OutboundStarted(_tunnel.Now));
        Assert.Equal(TunnelState.Up, _tunnel.State);
        Assert.True(_tunnel.Machine.HasFailed);
        _tunnel.Orders.Clear();
        _tunnel.Pass(6000);
        Assert.Empty(_tunnel.TimesOf<IkeCommand.Initiate>());
    }

    [Fact]
    public void A_dead_peer_is_tried_again_at_once()
    {
        _tunnel.Up();
        _tunnel.Pass(31_000);
        _tunnel.Orders.Clear();
        _tunnel.Lose(IkeFailure.PeerDead);
        Assert.Equal(TunnelState.Connecting, _tunnel.State);
        Assert.Equal(ReasonCode.PeerDead, _tunnel.Machine.Reason.Code);
        Assert.Equal([31_000], _tunnel.TimesOf<IkeCommand.Initiate>());
    }

    [Fact]
    public void How_the_sa_ended_is_told_until_four_tries_were_unanswered()
    {
        _tunnel.Up();
        _tunnel.Lose(IkeFailure.PeerDead);
        Unanswered(3);
        Assert.Equal(ReasonCode.PeerDead, _tunnel.Machine.Reason.Code);
        Unanswered(4);
        Assert.Equal(ReasonCode.NoAnswer, _tunnel.Machine.Reason.Code);

        void Unanswered(int tries) =>
            _tunnel.Event(new IkeEvent.Unanswered("t", new IPEndPoint(MachineDriver.Peer, 500), tries, TimeSpan.FromSeconds(tries)));
    }

    [Fact]
    public void A_deletion_by_the_peer_is_answered_by_initiating_at_once()
    {
        _tunnel.Up();
        _tunnel.Pass(1000);
        _tunnel.Lose(IkeFailure.PeerDeleted);
        Assert.Equal(ReasonCode.PeerDeleted, _tunnel.Machine.Reason.Code);
        Assert.Equal("peer 192.0.2.1 deleted the tunnel", _tunnel.Machine.Reason.Text);
        Assert.Equal([1000], _tunnel.TimesOf<IkeCommand.Initiate>());
    }

    [Fact]
    public void A_peer_that_keeps_deleting_is_met_ever_more_slowly()
    {
        _tunnel.Up();
        List<int> waits = [];
        for (int i = 0; i < 8; i++)
        {
            _tunnel.Orders.Clear();
            int deleted = _tunnel.Elapsed;
            _tunnel.Lose(IkeFailure.PeerDeleted);
            _tunnel.Pass(45_000);
            waits.Add(_tunnel.TimesOf<IkeCommand.Initiate>().First() - deleted);
            _tunnel.Do(m => m.OutboundStarted(_tunnel.Now));
        }

        Assert.Equal(0, waits[0]);
        int[] shortest = [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000];
        Assert.All(waits.Skip(1).Zip(shortest), wait => Assert.InRange(wait.First, wait.Second, wait.Second * 5 / 4));
    }

    [Fact]
    public void An_sa_that_lived_a_minute_forgives_earlier_deletions()
    {
        _tunnel.Up();
        for (int i = 0; i < 3; i++) Again(passed: 45_000);
        _tunnel.Pass(60_000);
        _tunnel.Orders.Clear();
        int deleted = _tunnel.Elapsed;
        _tunnel.Lose(IkeFailure.PeerDeleted);
        Assert.Equal([deleted], _tunnel.TimesOf<IkeCommand.Initiate>());

        void Again(int passed)
        {
            _tunnel.Lose(IkeFailure.PeerDeleted);
            _tunnel.Pass(passed);
            _tunnel.Do(m => m.OutboundStarted(_tunnel.Now));
        }
    }

    [Fact]
    public void The_end_of_an_old_sa_beside_a_new_one_changes_nothing()
    {
        _tunnel.Up();
        _tunnel.Event(new IkeEvent.IkeSaDown("t", IkeFailure.Replaced, "replaced"));
        _tunnel.Event(new IkeEvent.IkeSaDown("t", IkeFailure.PeerDeleted, "deleted"));
        Assert.Equal(TunnelState.Up, _tunnel.State);
        Assert.Empty(_tunnel.Orders);
    }

    [Fact]
    public void Administration_stops_everything()
    {
        _tunnel.Up();
        _tunnel.Do(m => m.Disable(_tunnel.Now, ReasonText.AdminDown("t")));
        _tunnel.Do(m => m.OutboundStarted(_tunnel.Now));
        _tunnel.Refused();
        _tunnel.Pass(600_000);
        Assert.Equal(TunnelState.Disabled, _tunnel.State);
        Assert.Equal(ReasonCode.AdminDown, _tunnel.Machine.Reason.Code);
        Assert.Empty(_tunnel.Orders);
    }

    [Fact]
    public void Restart_deletes_and_begins_again()
    {
        _tunnel.Up();
        _tunnel.Pass(5000);
        _tunnel.Do(m => m.Restart(_tunnel.Now));
        Assert.Equal([(5000, typeof(IkeCommand.Terminate)), (5000, typeof(IkeCommand.Initiate))], _tunnel.Orders);
        Assert.Equal(TunnelState.Connecting, _tunnel.State);
    }

    [Fact]
    public void Without_a_route_nothing_is_tried()
    {
        _tunnel.Do(m => m.Block(_tunnel.Now, ReasonText.NoRoute(MachineDriver.Peer)));
        _tunnel.Pass(60_000);
        Assert.Equal(TunnelState.Connecting, _tunnel.State);
        Assert.Equal(ReasonCode.NoRoute, _tunnel.Machine.Reason.Code);
        Assert.Empty(_tunnel.Orders);
    }

    private void Suspect(bool anotherIsUp)
    {
        _tunnel.Up();
        _tunnel.Do(m => m.SetAnotherIsUp(_tunnel.Now, anotherIsUp));
        _tunnel.Traffic(lastOut: 1);
        _tunnel.Pass(2300);
        _tunnel.Orders.Clear();
        _tunnel.Pass(1);
        Assert.Equal(TunnelState.Suspect, _tunnel.State);
    }
}
