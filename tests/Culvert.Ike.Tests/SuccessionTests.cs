using Culvert.Core;
using Culvert.Testing;

namespace Culvert.Ike.Tests;

public class SuccessionTests
{
    [Fact]
    public void A_peer_that_restarted_says_INITIAL_CONTACT_and_its_old_IKE_SA_is_dropped_at_once()
    {
        IkePair pair = new IkePair().Connect();
        pair.RunFor(20);
        pair.RestartLeft(seed: 99);
        pair.Command(pair.Left, new IkeCommand.Initiate("t"));
        Assert.True(pair.RunUntil(() => pair.IsUp && pair.Right.EventsOf<IkeEvent.IkeSaDown>().Any(), TimeSpan.FromSeconds(1)));
        Assert.Equal(IkeFailure.Replaced, pair.Right.EventsOf<IkeEvent.IkeSaDown>().Single().Why);
        Assert.Equal(pair.Left.Outbound()!.OutboundSpi, pair.Right.Outbound()!.InboundSpi);
        pair.RunFor(60);
        Assert.Single(pair.Right.Endpoint.Sas.All);
        Assert.Single(pair.Right.Installed);
    }

    [Fact]
    public void A_DELETE_that_crosses_the_new_beginning_is_still_answered()
    {
        IkePair pair = new IkePair().Connect();
        pair.RunFor(2);
        pair.Link.Drops = m => m.Exchange == "INFORMATIONAL" && m.At < Instant.FromSeconds(1002.4);
        pair.Command(pair.Left, new IkeCommand.Terminate("t"));
        pair.Command(pair.Left, new IkeCommand.Initiate("t"));
        pair.RunFor(3);
        Assert.True(pair.IsUp);
        Assert.Equal(IkeFailure.Administrative, pair.Left.EventsOf<IkeEvent.IkeSaDown>().Single().Why);
        pair.RunFor(40);
        Assert.Single(pair.Left.Endpoint.Sas.All);
        Assert.Single(pair.Right.Endpoint.Sas.All);
        Assert.Single(pair.Right.Installed);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_parallel_attempt_replaces_the_old_IKE_SA_without_a_gap(bool leftInitiates)
    {
        IkePair pair = new IkePair().Connect();
        pair.RunFor(20);
        pair.RequireFlow();
        ulong old = pair.Left.Endpoint.GetStatus("t")!.InitiatorSpi;
        pair.Command(leftInitiates ? pair.Left : pair.Right, new IkeCommand.Initiate("t"));
        pair.RunFor(0.5);
        Assert.NotEqual(old, pair.Left.Endpoint.GetStatus("t")!.InitiatorSpi);
        pair.RunFor(60);
        Assert.Single(pair.Left.Endpoint.Sas.All);
        Assert.Single(pair.Right.Endpoint.Sas.All);
        Assert.Single(pair.Left.Installed);
        Assert.All(pair.Left.EventsOf<IkeEvent.IkeSaDown>().Concat(pair.Right.EventsOf<IkeEvent.IkeSaDown>()), d => Assert.Equal(IkeFailure.Replaced, d.Why));
    }

    // Some peers begin anew, again and again, and neither say INITIAL_CONTACT nor delete what they had.
    [Fact]
    public void A_peer_that_gathers_IKE_SAs_is_left_with_the_newest()
    {
        IkePair pair = new IkePair().Connect();
        pair.Link.Drops = m => m is { Sender: "left", Exchange: "INFORMATIONAL", IsRequest: true };
        for (int i = 0; i < 8; i++)
        {
            pair.Command(pair.Left, new IkeCommand.Initiate("t"));
            pair.RunFor(2);
            Assert.InRange(pair.Right.Endpoint.Sas.All.Count(sa => sa.State == V2.IkeSaState.Established), 1, 3);
        }

        pair.RunFor(60);
        Assert.Single(pair.Right.Endpoint.Sas.All);
        Assert.Single(pair.Right.Installed);
        Assert.Equal(pair.Left.Outbound()!.OutboundSpi, pair.Right.Outbound()!.InboundSpi);
        pair.RequireFlow();
    }

    [Fact]
    public void A_parallel_attempt_that_stays_unanswered_leaves_the_old_IKE_SA_alone()
    {
        IkePair pair = new IkePair().Connect();
        pair.RequireFlow();
        pair.Link.Drops = m => m.Exchange == "IKE_SA_INIT";
        pair.Command(pair.Left, new IkeCommand.Initiate("t"));
        pair.RunFor(60);
        Assert.True(pair.IsUp);
        Assert.NotEmpty(pair.Left.EventsOf<IkeEvent.Unanswered>());
    }

    [Fact]
    public void Both_ends_initiating_at_once_end_with_one_IKE_SA_whatever_the_delays()
    {
        for (ulong seed = 1; seed <= 60; seed++)
        {
            var pair = new IkePair(seed);
            pair.Link.Reordering = 0.5;
            pair.Left.SlowestJob = pair.Right.SlowestJob = TimeSpan.FromMilliseconds(60);
            pair.Configure();
            pair.Command(pair.Left, new IkeCommand.Initiate("t"));
            pair.RunFor((seed % 10) * 0.008);
            pair.Command(pair.Right, new IkeCommand.Initiate("t"));
            pair.RunFor(45);
            Assert.True(pair.IsUp, $"seed {seed}: down");
            Assert.True(pair.Left.Endpoint.Sas.All.Count == 1 && pair.Right.Endpoint.Sas.All.Count == 1, $"seed {seed}: more than one IKE SA");
            Assert.Equal(pair.Left.Outbound()!.OutboundSpi, pair.Right.Outbound()!.InboundSpi);
            Assert.Equal(pair.Right.Outbound()!.OutboundSpi, pair.Left.Outbound()!.InboundSpi);
            int sent = pair.Link.Sent.Count(m => m.Exchange == "IKE_SA_INIT");
            pair.RunFor(30);
            Assert.Equal(sent, pair.Link.Sent.Count(m => m.Exchange == "IKE_SA_INIT"));
        }
    }

    [Fact]
    public void Both_ends_initiating_at_once_end_with_one_IKE_SA_though_the_peer_deletes_nothing()
    {
        int helped = 0;
        for (ulong seed = 1; seed <= 12; seed++)
        {
            var pair = new IkePair(seed);
            pair.Link.Drops = m => m is { Sender: "right", Exchange: "INFORMATIONAL", IsRequest: true };
            pair.Configure();
            pair.Command(pair.Left, new IkeCommand.Initiate("t"));
            pair.Command(pair.Right, new IkeCommand.Initiate("t"));
            pair.RunFor(3);
            helped += pair.Left.Endpoint.Sas.All.Count(sa => sa.State == V2.IkeSaState.Established) == 2 ? 1 : 0;
            pair.RunFor(60);
            Assert.Single(pair.Left.Endpoint.Sas.All);
            Assert.Single(pair.Left.Installed);
            Assert.True(pair.Right.Accepts(pair.Left.Outbound()!.OutboundSpi));
        }

        Assert.InRange(helped, 1, 11);
    }

    [Fact]
    public void Two_tunnels_to_one_address_are_told_apart_by_their_identities()
    {
        var pair = new IkePair();
        pair.Configure();
        IkeTunnelConfig[] right = [Named(pair.RightTunnel, "one", local: false), Named(pair.RightTunnel, "two", local: false)];
        IkeTunnelConfig[] left = [Named(pair.LeftTunnel, "one", local: true), Named(pair.LeftTunnel, "two", local: true)];
        pair.Right.Endpoint.SetTunnels(pair.Now, right);
        pair.Left.Endpoint.SetTunnels(pair.Now, left);
        pair.Command(pair.Left, new IkeCommand.Initiate("two"));
        pair.Command(pair.Left, new IkeCommand.Initiate("one"));
        pair.RunFor(2);
        foreach (string name in (string[])["one", "two"])
        {
            Assert.Equal(pair.Left.Endpoint.GetStatus(name)!.InitiatorSpi, pair.Right.Endpoint.GetStatus(name)!.InitiatorSpi);
            Assert.Equal(pair.Left.Outbound(name)!.OutboundSpi, pair.Right.Outbound(name)!.InboundSpi);
        }
    }

    [Fact]
    public void A_second_tunnel_between_the_same_identities_does_not_say_INITIAL_CONTACT()
    {
        IkePair pair = new IkePair().Connect();
        pair.Left.Endpoint.SetTunnels(pair.Now, [pair.LeftTunnel, pair.LeftTunnel with { Name = "second" }]);
        pair.Command(pair.Left, new IkeCommand.Initiate("second"));
        pair.RunFor(2);
        Assert.NotNull(pair.Left.Endpoint.GetStatus("second"));
        Assert.Empty(pair.Right.EventsOf<IkeEvent.IkeSaDown>());
    }

    private static IkeTunnelConfig Named(IkeTunnelConfig tunnel, string name, bool local)
    {
        var id = new Identity(IdentityType.Fqdn, System.Text.Encoding.ASCII.GetBytes(name));
        return tunnel with
        {
            Name = name,
            LocalId = local ? id : tunnel.LocalId,
            RemoteId = local ? tunnel.RemoteId : id,
            PreSharedKey = new Secret(System.Text.Encoding.ASCII.GetBytes(name)),
        };
    }
}
