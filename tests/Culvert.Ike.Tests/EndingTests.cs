using Culvert.Core;
using Culvert.Testing;

namespace Culvert.Ike.Tests;

public class EndingTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Terminate_deletes_at_the_peer_and_both_ends_forget(bool leftTerminates)
    {
        IkePair pair = new IkePair().Connect();
        (IkeHost here, IkeHost there) = leftTerminates ? (pair.Left, pair.Right) : (pair.Right, pair.Left);
        pair.Command(here, new IkeCommand.Terminate("t"));
        pair.RunFor(60);
        Assert.Equal(IkeFailure.Administrative, here.EventsOf<IkeEvent.IkeSaDown>().Single().Why);
        Assert.Equal(IkeFailure.PeerDeleted, there.EventsOf<IkeEvent.IkeSaDown>().Single().Why);
        foreach (IkeHost host in (IkeHost[])[here, there])
        {
            Assert.Empty(host.Installed);
            Assert.Empty(host.Endpoint.Sas.All);
        }
    }

    [Fact]
    public void Terminate_stops_sending_at_once_and_receives_until_the_DELETE_is_answered()
    {
        IkePair pair = new IkePair().Connect();
        uint inbound = pair.Left.Outbound()!.InboundSpi;
        pair.Link.Drops = m => m.Sender == "right";
        pair.Command(pair.Left, new IkeCommand.Terminate("t"));
        Assert.Null(pair.Left.Outbound());
        Assert.Null(pair.Left.Endpoint.GetStatus("t"));
        pair.RunFor(3);
        Assert.True(pair.Left.Accepts(inbound));
        pair.Link.Drops = _ => false;
        pair.RunUntil(() => !pair.Left.Accepts(inbound), TimeSpan.FromSeconds(5));
        Assert.Equal(IkeFailure.Administrative, pair.Left.EventsOf<IkeEvent.IkeSaDown>().Single().Why);
    }

    [Fact]
    public void Terminate_with_a_peer_that_is_gone_ends_after_the_dpd_timeout()
    {
        IkePair pair = new IkePair().Connect();
        Instant heard = pair.Left.Endpoint.GetStatus("t")!.LastAuthenticatedInbound;
        pair.RunFor(2);
        pair.Link.Drops = _ => true;
        pair.Command(pair.Left, new IkeCommand.Terminate("t"));
        pair.RunFor(60);
        (Instant at, IkeEvent down) = pair.Left.Events.Single(e => e.Event is IkeEvent.IkeSaDown);
        Assert.Equal((30.0, IkeFailure.Administrative), ((at - heard).TotalSeconds, ((IkeEvent.IkeSaDown)down).Why));
        Assert.Empty(pair.Left.Installed);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(3, false)]
    public void Told_again_to_end_it_waits_no_longer_for_a_peer_that_has_not_answered_for_2_s(double seconds, bool waits)
    {
        IkePair pair = new IkePair().Connect();
        pair.Link.Drops = _ => true;
        pair.Command(pair.Left, new IkeCommand.Terminate("t"));
        pair.RunFor(seconds);
        pair.Command(pair.Left, new IkeCommand.Terminate("t"));
        Assert.Equal(waits, pair.Left.Endpoint.HasSa("t"));
    }

    [Fact]
    public void A_lost_answer_to_DELETE_is_given_again()
    {
        IkePair pair = new IkePair().Connect();
        int lost = 0;
        pair.Link.Drops = m => m.Sender == "right" && lost++ < 3;
        pair.Command(pair.Left, new IkeCommand.Terminate("t"));
        pair.RunFor(6);
        Assert.True(lost > 3);
        Assert.Equal(IkeFailure.Administrative, pair.Left.EventsOf<IkeEvent.IkeSaDown>().Single().Why);
        Assert.Single(pair.Right.EventsOf<IkeEvent.IkeSaDown>());
    }

    [Fact]
    public void Both_ends_deleting_at_once_end_cleanly()
    {
        IkePair pair = new IkePair().Connect();
        pair.Command(pair.Left, new IkeCommand.Terminate("t"));
        pair.Command(pair.Right, new IkeCommand.Terminate("t"));
        pair.RunFor(60);
        Assert.Single(pair.Left.EventsOf<IkeEvent.IkeSaDown>());
        Assert.Single(pair.Right.EventsOf<IkeEvent.IkeSaDown>());
        Assert.Empty(pair.Left.Installed);
        Assert.Empty(pair.Right.Installed);
    }

    [Fact]
    public void Terminate_ends_an_attempt_in_any_stage_and_it_can_begin_again()
    {
        foreach (double after in (double[])[0, 0.003, 0.007, 0.012, 0.017])
        {
            IkePair pair = new IkePair().Start();
            pair.RunFor(after);
            pair.Command(pair.Left, new IkeCommand.Terminate("t"));
            pair.RunFor(10);
            Assert.Null(pair.Left.Endpoint.GetStatus("t"));
            pair.Command(pair.Left, new IkeCommand.Initiate("t"));
            Assert.True(pair.RunUntil(() => pair.IsUp, TimeSpan.FromSeconds(5)), $"after {after} s");
        }
    }

    [Fact]
    public void A_CHILD_SA_deleted_by_the_peer_is_made_anew_by_the_end_that_initiates()
    {
        var pair = new IkePair();
        pair.RightTunnel = pair.RightTunnel with { MayInitiate = false };
        pair.Connect();
        V2.IkeSa right = pair.Right.Endpoint.Sas.All.Single();
        uint old = right.Children[0].InboundSpi;
        right.DeleteChild(pair.Now, right.Children[0]);
        pair.RunFor(20);
        Assert.False(pair.Right.Accepts(old));
        Assert.Equal(pair.Left.Outbound()!.OutboundSpi, pair.Right.Outbound()!.InboundSpi);
        Assert.Single(pair.Left.Installed);
        Assert.Empty(pair.Left.EventsOf<IkeEvent.IkeSaDown>());
    }

    [Fact]
    public void An_equal_configuration_changes_nothing()
    {
        IkePair pair = new IkePair().Connect();
        int sent = pair.Link.Sent.Count;
        pair.Left.Endpoint.SetTunnels(pair.Now, [pair.LeftTunnel with
        {
            PreSharedKey = new Secret(pair.LeftTunnel.PreSharedKey.Span),
            LocalSelectors = IkePair.Selectors("10.60.0.0/16"),
            RemoteAddress = System.Net.IPAddress.Parse(IkePair.RightAddress.ToString()),
            IkeProposals = [.. pair.LeftTunnel.IkeProposals],
        }]);
        pair.RunFor(1);
        Assert.Equal(sent, pair.Link.Sent.Count);
        Assert.True(pair.IsUp);
    }

    [Fact]
    public void Other_lifetimes_and_dead_peer_times_need_no_new_SA()
    {
        IkePair pair = new IkePair().Connect();
        uint child = pair.Left.Outbound()!.InboundSpi;
        pair.Left.Endpoint.SetTunnels(pair.Now, [pair.LeftTunnel with
        {
            ChildLifetime = TimeSpan.FromMinutes(10),
            DpdDelay = TimeSpan.FromSeconds(2),
            DpdTimeout = TimeSpan.FromSeconds(6),
        }]);
        pair.RunFor(TimeSpan.FromMinutes(50));
        Assert.Equal(child, pair.Left.EventsOf<IkeEvent.ChildOutboundStopped>().First().InboundSpi);
        pair.RunFor(TimeSpan.FromMinutes(20));
        (_, Instant rekeyed) = pair.Left.Events.Where(e => e.Event is IkeEvent.ChildInstalled).Select(e => (e.Event, e.At)).Last();
        Assert.True(pair.Now - rekeyed < TimeSpan.FromMinutes(9), "the new lifetime does not count");
        Assert.Empty(pair.Left.EventsOf<IkeEvent.IkeSaDown>());
        pair.Link.Drops = _ => true;
        Instant cut = pair.Now;
        pair.RunUntil(() => pair.Left.EventsOf<IkeEvent.IkeSaDown>().Any(), TimeSpan.FromSeconds(60));
        Assert.InRange((pair.Now - cut).TotalSeconds, 4, 7);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(12)]
    [InlineData(30)]
    [InlineData(100)]
    public void Terminate_during_a_rekey_of_the_IKE_SA_leaves_nothing_at_either_end(int milliseconds)
    {
        IkePair pair = new IkePair().Connect();
        (pair.Left.SlowestJob, pair.Right.SlowestJob) = (TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(20));
        pair.Command(pair.Left, new IkeCommand.RekeyIke("t"));
        pair.RunFor(TimeSpan.FromMilliseconds(milliseconds));
        pair.Command(pair.Left, new IkeCommand.Terminate("t"));
        pair.RunFor(3);
        Assert.False(pair.Left.Endpoint.HasSa("t"));
        Assert.False(pair.Right.Endpoint.HasSa("t"));
        pair.RunFor(30);
        foreach (IkeHost host in (IkeHost[])[pair.Left, pair.Right])
        {
            Assert.Single(host.EventsOf<IkeEvent.IkeSaDown>());
            Assert.Empty(host.Installed);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_changed_or_removed_tunnel_is_deleted_at_the_peer(bool removed)
    {
        IkePair pair = new IkePair().Connect();
        IkeTunnelConfig[] tunnels = removed ? [] : [pair.LeftTunnel with { EspProposals = IkePair.EspSuites("aes128-sha1-modp1024,aes256-sha1-modp1024") }];
        pair.Left.Endpoint.SetTunnels(pair.Now, tunnels);
        pair.RunFor(20);
        Assert.Equal(IkeFailure.Administrative, pair.Left.EventsOf<IkeEvent.IkeSaDown>().Single().Why);
        Assert.Equal(IkeFailure.PeerDeleted, pair.Right.EventsOf<IkeEvent.IkeSaDown>().Single().Why);
        pair.Command(pair.Left, new IkeCommand.Initiate("t"));
        Assert.Equal(!removed, pair.RunUntil(() => pair.IsUp, TimeSpan.FromSeconds(2)));
    }

    [Fact]
    public void A_CHILD_SA_that_can_be_neither_rekeyed_nor_replaced_ends_the_IKE_SA_with_its_lifetime()
    {
        var pair = new IkePair();
        pair.LeftTunnel = pair.LeftTunnel with { EspProposals = IkePair.EspSuites("aes128-sha1"), ChildLifetime = TimeSpan.FromMinutes(10) };
        pair.RightTunnel = pair.RightTunnel with { MayInitiate = false };
        pair.Connect();
        pair.RunFor(TimeSpan.FromMinutes(9));
        Assert.True(pair.IsUp);
        pair.RunFor(TimeSpan.FromMinutes(2));
        Assert.Equal(IkeFailure.NoProposal, pair.Left.EventsOf<IkeEvent.Refused>().Single().Why);
        Assert.Single(pair.Left.EventsOf<IkeEvent.IkeSaDown>());
    }
}
