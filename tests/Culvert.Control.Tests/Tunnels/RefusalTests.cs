using System.Net;
using Culvert.Control.Tunnels;
using Culvert.Ike;

namespace Culvert.Control.Tests.Tunnels;

public sealed class RefusalTests
{
    private readonly MachineDriver _tunnel = new();

    public RefusalTests() => _tunnel.Do(m => m.Connect(_tunnel.Now));

    [Theory]
    [InlineData(IkeFailure.AuthenticationFailed, ReasonCode.AuthFailed)]
    [InlineData(IkeFailure.NoProposal, ReasonCode.NoProposal)]
    [InlineData(IkeFailure.Selectors, ReasonCode.Selectors)]
    [InlineData(IkeFailure.IkeVersion, ReasonCode.IkeVersion)]
    [InlineData(IkeFailure.NatForbidden, ReasonCode.NatForbidden)]
    [InlineData(IkeFailure.Protocol, ReasonCode.ProtocolError)]
    public void A_refusal_is_a_state_with_its_reason(IkeFailure why, ReasonCode code)
    {
        _tunnel.Refused(why);
        Assert.Equal(TunnelState.Refused, _tunnel.State);
        Assert.Equal(new TunnelReason(code, "they said no"), _tunnel.Machine.Reason);
    }

    [Fact]
    public void It_is_tried_again_at_30_s_doubling_to_5_min()
    {
        _tunnel.Orders.Clear();
        List<int> waits = [];
        for (int i = 0; i < 7; i++)
        {
            int refused = _tunnel.Elapsed;
            _tunnel.Refused();
            int before = _tunnel.Orders.Count;
            while (_tunnel.Orders.Count == before) _tunnel.Pass(1000);
            waits.Add((_tunnel.Orders[^1].At - refused) / 1000);
            Assert.Equal(TunnelState.Refused, _tunnel.State);
        }

        Assert.Equal([30, 60, 120, 240, 300, 300, 300], waits);
    }

    [Fact]
    public void A_change_of_configuration_or_path_tries_at_once_and_forgets_the_back_off()
    {
        _tunnel.Refused();
        _tunnel.Pass(1000);
        _tunnel.Do(m => m.Connect(_tunnel.Now));
        Assert.Equal(TunnelState.Connecting, _tunnel.State);
        Assert.Equal([0, 1000], _tunnel.TimesOf<IkeCommand.Initiate>());
        _tunnel.Refused();
        _tunnel.Pass(30_000);
        Assert.Equal(31_000, _tunnel.TimesOf<IkeCommand.Initiate>().Last());
    }

    [Fact]
    public void When_the_peer_brings_it_up_the_back_off_is_forgotten()
    {
        _tunnel.Refused();
        _tunnel.Refused();
        _tunnel.Do(m => m.OutboundStarted(_tunnel.Now));
        Assert.Equal(TunnelState.Up, _tunnel.State);
        _tunnel.Lose(IkeFailure.PeerDead);
        int refused = _tunnel.Elapsed;
        _tunnel.Refused();
        _tunnel.Orders.Clear();
        _tunnel.Pass(40_000);
        Assert.Equal(refused + 30_000, _tunnel.TimesOf<IkeCommand.Initiate>().First());
    }

    [Fact]
    public void As_responder_we_say_why_and_our_own_attempts_go_on()
    {
        _tunnel.Pass(2000);
        _tunnel.Refused(IkeFailure.NoProposal, asResponder: true);
        Assert.Equal(TunnelState.Refused, _tunnel.State);
        _tunnel.Pass(4000);
        Assert.Equal([0, 5000], _tunnel.TimesOf<IkeCommand.Initiate>());
    }

    [Fact]
    public void On_demand_it_is_tried_again_too_and_packets_do_not_hasten_it()
    {
        MachineDriver tunnel = OnDemand();
        tunnel.Traffic(0, noSa: 1);
        tunnel.Refused();
        tunnel.Pass(10_000);
        tunnel.Traffic(0, noSa: 2);
        tunnel.Pass(25_000);
        Assert.Equal([0, 30_000], tunnel.TimesOf<IkeCommand.Initiate>());
        Assert.Equal(TunnelState.Refused, tunnel.State);
    }

    [Fact]
    public void On_demand_a_refusal_as_responder_does_not_keep_a_packet_from_calling()
    {
        MachineDriver tunnel = OnDemand();
        tunnel.Refused(asResponder: true);
        tunnel.Pass(2000);
        Assert.Empty(tunnel.Orders);
        tunnel.Traffic(0, noSa: 1);
        Assert.Equal([2000], tunnel.TimesOf<IkeCommand.Initiate>());
    }

    [Fact]
    public void A_refusal_never_harms_a_tunnel_that_works()
    {
        _tunnel.Do(m => m.OutboundStarted(_tunnel.Now));
        _tunnel.Refused();
        _tunnel.Refused(asResponder: true);
        Assert.Equal(TunnelState.Up, _tunnel.State);
        Assert.Equal(TunnelReason.None, _tunnel.Machine.Reason);
    }

    [Fact]
    public void A_refusal_older_than_a_minute_gives_way_to_silence()
    {
        _tunnel.Refused();
        Unanswered();
        Assert.Equal(TunnelState.Refused, _tunnel.State);
        _tunnel.Pass(60_000);
        Unanswered();
        Assert.Equal(TunnelState.Connecting, _tunnel.State);
        Assert.Equal(ReasonCode.NoAnswer, _tunnel.Machine.Reason.Code);

        void Unanswered() => _tunnel.Event(new IkeEvent.Unanswered("t", new IPEndPoint(MachineDriver.Peer, 500), 9, TimeSpan.FromSeconds(30)));
    }

    private static MachineDriver OnDemand()
    {
        var tunnel = new MachineDriver(TunnelRole.OnDemand);
        tunnel.Do(m => m.Connect(tunnel.Now));
        return tunnel;
    }
}
