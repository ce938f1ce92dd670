using Culvert.Core;
using Culvert.Crypto;
using Culvert.Testing;

namespace Culvert.Ike.Tests;

public class RekeyTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_CHILD_SA_is_rekeyed_by_either_side_without_a_moment_in_which_packets_are_not_accepted(bool leftRekeys)
    {
        IkePair pair = new IkePair(realKeyExchange: true).Connect();
        ChildSa old = pair.Left.Outbound()!;
        pair.RequireFlow();
        IkeHost rekeyer = leftRekeys ? pair.Left : pair.Right;
        pair.Command(rekeyer, new IkeCommand.RekeyChild("t"));
        pair.RunFor(5);
        ChildSa left = pair.Left.Outbound()!, right = pair.Right.Outbound()!;
        Assert.NotEqual(old.InboundSpi, left.InboundSpi);
        Assert.Equal((left.InboundSpi, left.OutboundSpi), (right.OutboundSpi, right.InboundSpi));
        Assert.Equal(left.InboundKeys, right.OutboundKeys);
        Assert.Equal(DhGroup.Modp1024, left.Suite.Group);
        Assert.Equal(old.LocalSelectors, left.LocalSelectors);
        Assert.True(pair.Left.Accepts(old.InboundSpi), "the old inbound SA is gone too early");
        pair.RunFor(10);
        Assert.False(pair.Left.Accepts(old.InboundSpi));
        Assert.Single(pair.Left.Installed);
        Assert.Single(pair.Right.Installed);
    }

    [Fact]
    public void The_responder_of_a_CHILD_rekey_sends_on_the_new_SA_only_after_the_DELETE_of_the_old()
    {
        IkePair pair = new IkePair().Connect();
        uint old = pair.Right.Outbound()!.OutboundSpi;
        pair.Link.Drops = m => m.Exchange == "INFORMATIONAL";
        pair.Command(pair.Left, new IkeCommand.RekeyChild("t"));
        pair.RunFor(0.4);
        Assert.Equal(2, pair.Right.Installed.Count);
        Assert.Equal(old, pair.Right.Outbound()!.OutboundSpi);
        Assert.NotEqual(old, pair.Left.Outbound()!.InboundSpi);
        pair.Link.Drops = _ => false;
        pair.RunFor(1);
        Assert.NotEqual(old, pair.Right.Outbound()!.OutboundSpi);
    }

    [Fact]
    public void The_responder_of_a_CHILD_rekey_sends_on_the_new_SA_once_a_packet_came_in_on_it()
    {
        IkePair pair = new IkePair().Connect();
        uint old = pair.Right.Outbound()!.InboundSpi;
        pair.Link.Drops = m => m.Exchange == "INFORMATIONAL";
        pair.Command(pair.Left, new IkeCommand.RekeyChild("t"));
        pair.RunFor(0.4);
        pair.Right.Endpoint.HandleFirstPacket("t", old);
        pair.RunFor(0.1);
        Assert.Equal(old, pair.Right.Outbound()!.InboundSpi);
        pair.Right.Endpoint.HandleFirstPacket("t", pair.Left.Outbound()!.OutboundSpi);
        pair.RunFor(0.1);
        Assert.Equal(pair.Left.Outbound()!.OutboundSpi, pair.Right.Outbound()!.InboundSpi);
    }

    [Fact]
    public void A_new_SA_that_we_cannot_take_is_deleted_at_the_peer_and_the_old_one_stays()
    {
        IkePair pair = new IkePair().Connect();
        uint old = pair.Right.Outbound()!.InboundSpi;
        pair.Command(pair.Left, new IkeCommand.RekeyChild("t"));
        pair.RunFor(0.002);
        V2.IkeSa left = pair.Left.Endpoint.Sas.All.Single();
        left.Tunnel = left.Tunnel with { EspProposals = IkePair.EspSuites("aes256-sha256-modp2048") };
        pair.RunFor(15);
        Assert.Equal(2, pair.Right.EventsOf<IkeEvent.ChildInstalled>().Count());
        Assert.Equal(old, Assert.Single(pair.Right.Installed).InboundSpi);
        Assert.Equal(pair.Left.Installed.Single().OutboundSpi, old);
        Assert.True(pair.IsUp);
    }

    [Fact]
    public void Extended_sequence_numbers_that_the_peer_wanted_are_asked_for_again()
    {
        var pair = new IkePair();
        pair.RightTunnel = pair.RightTunnel with { EspProposals = IkePair.EspSuites("aes128-sha1-modp1024-esn") };
        pair.Connect(leftInitiates: false);
        ChildSa old = pair.Left.Outbound()!;
        Assert.True(old.Suite.ExtendedSequenceNumbers);
        pair.Command(pair.Left, new IkeCommand.RekeyChild("t"));
        pair.RunFor(5);
        ChildSa left = pair.Left.Outbound()!, right = pair.Right.Outbound()!;
        Assert.NotEqual(old.InboundSpi, left.InboundSpi);
        Assert.Equal("aes128-sha1-modp1024-esn", left.Suite.ToString());
        Assert.Equal(left.Suite, right.Suite);
    }

    [Fact]
    public void The_old_inbound_SA_is_kept_10_s_after_its_deletion()
    {
        IkePair pair = new IkePair().Connect();
        uint old = pair.Left.Outbound()!.InboundSpi;
        pair.Command(pair.Left, new IkeCommand.RekeyChild("t"));
        pair.RunFor(30);
        Instant stopped = pair.Left.Events.Single(e => e.Event is IkeEvent.ChildOutboundStopped s && s.InboundSpi == old).At;
        Instant removed = pair.Left.Events.Single(e => e.Event is IkeEvent.ChildRemoved r && r.InboundSpi == old).At;
        Assert.InRange((removed - stopped).TotalSeconds, 10, 10.1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_IKE_SA_is_rekeyed_by_either_side_and_keeps_its_children(bool leftRekeys)
    {
        IkePair pair = new IkePair(realKeyExchange: true).Connect();
        IkeSaStatus before = pair.Left.Endpoint.GetStatus("t")!;
        pair.RequireFlow();
        pair.Command(leftRekeys ? pair.Left : pair.Right, new IkeCommand.RekeyIke("t"));
        pair.RunFor(3);
        IkeSaStatus left = pair.Left.Endpoint.GetStatus("t")!, right = pair.Right.Endpoint.GetStatus("t")!;
        Assert.NotEqual(before.InitiatorSpi, left.InitiatorSpi);
        Assert.Equal((left.InitiatorSpi, left.ResponderSpi), (right.InitiatorSpi, right.ResponderSpi));
        Assert.Equal((leftRekeys, !leftRekeys), (left.IsInitiator, right.IsInitiator));
        Assert.Equal(before.Children, left.Children);
        Assert.True(pair.Left.EventsOf<IkeEvent.IkeSaEstablished>().Last().IsRekey);
        Assert.True(pair.Right.EventsOf<IkeEvent.IkeSaEstablished>().Last().IsRekey);
        Assert.Empty(pair.Left.EventsOf<IkeEvent.IkeSaDown>());
        Assert.Empty(pair.Right.EventsOf<IkeEvent.IkeSaDown>());
        pair.RunFor(60);
        Assert.Single(pair.Left.Endpoint.Sas.All);
        Assert.Single(pair.Right.Endpoint.Sas.All);
    }

    [Fact]
    public void After_an_IKE_rekey_children_are_rekeyed_from_the_new_keys()
    {
        IkePair pair = new IkePair(realKeyExchange: true).Connect();
        pair.RequireFlow();
        for (int round = 0; round < 4; round++)
        {
            pair.Command(round % 2 == 0 ? pair.Left : pair.Right, new IkeCommand.RekeyIke("t"));
            pair.RunFor(1);
            pair.Command(round % 2 == 0 ? pair.Right : pair.Left, new IkeCommand.RekeyChild("t"));
            pair.RunFor(1);
        }

        Assert.Equal(pair.Left.Outbound()!.OutboundKeys, pair.Right.Outbound()!.InboundKeys);
    }

    [Fact]
    public void Lifetimes_are_ended_by_a_rekey_at_75_to_80_percent_and_nothing_breaks_in_a_day()
    {
        IkePair pair = new IkePair(5).Connect();
        Instant start = pair.Now;
        pair.RequireFlow();
        IkeSaStatus status = pair.Left.Endpoint.GetStatus("t")!;
        Assert.InRange((status.RekeyAt - start).TotalHours, 6, 6.4);
        Assert.InRange((status.Children[0].RekeyAt - start).TotalMinutes, 45, 48);
        pair.RunFor(TimeSpan.FromHours(24));
        Assert.InRange(pair.Left.EventsOf<IkeEvent.ChildInstalled>().Count(), 28, 36);
        Assert.InRange(pair.Left.EventsOf<IkeEvent.IkeSaEstablished>().Count(), 4, 5);
        Assert.Empty(pair.Left.EventsOf<IkeEvent.IkeSaDown>());
        Assert.Empty(pair.Right.EventsOf<IkeEvent.IkeSaDown>());
        Assert.InRange(pair.Left.Installed.Count, 1, 2);
    }

    [Fact]
    public void Both_sides_rekeying_the_same_CHILD_SA_at_once_settle_on_one()
    {
        IkePair pair = new IkePair().Connect();
        pair.RequireFlow();
        pair.Command(pair.Left, new IkeCommand.RekeyChild("t"));
        pair.Command(pair.Right, new IkeCommand.RekeyChild("t"));
        pair.RunFor(60);
        Assert.Single(pair.Left.Installed);
        Assert.Single(pair.Right.Installed);
        Assert.Empty(pair.Left.EventsOf<IkeEvent.IkeSaDown>());
    }

    [Fact]
    public void Both_sides_rekeying_the_IKE_SA_at_once_settle_on_one()
    {
        IkePair pair = new IkePair().Connect();
        pair.RequireFlow();
        pair.Command(pair.Left, new IkeCommand.RekeyIke("t"));
        pair.Command(pair.Right, new IkeCommand.RekeyIke("t"));
        pair.RunFor(90);
        Assert.Single(pair.Left.Endpoint.Sas.All);
        Assert.Single(pair.Right.Endpoint.Sas.All);
        Assert.Empty(pair.Left.EventsOf<IkeEvent.IkeSaDown>());
    }

    [Fact]
    public void A_CHILD_rekey_that_crosses_an_IKE_rekey_is_done_later()
    {
        IkePair pair = new IkePair().Connect();
        uint old = pair.Left.Outbound()!.InboundSpi;
        ulong oldIke = pair.Left.Endpoint.GetStatus("t")!.InitiatorSpi;
        pair.RequireFlow();
        pair.Command(pair.Left, new IkeCommand.RekeyChild("t"));
        pair.Command(pair.Right, new IkeCommand.RekeyIke("t"));
        pair.RunFor(60);
        Assert.NotEqual(old, pair.Left.Outbound()!.InboundSpi);
        Assert.NotEqual(oldIke, pair.Left.Endpoint.GetStatus("t")!.InitiatorSpi);
        Assert.Single(pair.Right.Endpoint.Sas.All);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_CHILD_rekey_that_begins_while_the_peers_IKE_rekey_is_computed_is_not_lost(ulong seed)
    {
        IkePair pair = new IkePair(seed).Connect();
        (pair.Left.SlowestJob, pair.Right.SlowestJob) = (TimeSpan.FromMilliseconds(80), TimeSpan.FromMilliseconds(80));
        pair.RequireFlow();
        uint old = pair.Left.Outbound()!.InboundSpi;
        pair.Command(pair.Right, new IkeCommand.RekeyIke("t"));
        for (int i = 0; i < 12; i++)
        {
            pair.RunFor(0.015);
            pair.Command(pair.Left, new IkeCommand.RekeyChild("t"));
        }

        pair.RunFor(60);
        Assert.NotEqual(old, pair.Left.Outbound()!.InboundSpi);
        Assert.Single(pair.Left.Installed);
        Assert.Single(pair.Right.Installed);
        Assert.Single(pair.Left.Endpoint.Sas.All);
        Assert.Empty(pair.Left.EventsOf<IkeEvent.IkeSaDown>());
    }

    [Fact]
    public void A_new_IKE_SA_that_we_cannot_take_ends_in_a_new_beginning()
    {
        IkePair pair = new IkePair().Connect();
        pair.Command(pair.Left, new IkeCommand.RekeyIke("t"));
        pair.RunFor(0.002);
        V2.IkeSa left = pair.Left.Endpoint.Sas.All[0];
        left.Tunnel = left.Tunnel with { IkeProposals = IkePair.IkeSuites("aes256-sha256-modp2048") };
        pair.RunFor(1);
        Assert.Equal(IkeFailure.Protocol, pair.Left.EventsOf<IkeEvent.IkeSaDown>().Single().Why);
        Assert.False(pair.Left.Endpoint.HasSa("t"));
    }

    [Fact]
    public void A_rekey_without_PFS_where_the_peer_demands_it_keeps_the_old_SA_and_warns()
    {
        var pair = new IkePair();
        pair.LeftTunnel = pair.LeftTunnel with { EspProposals = IkePair.EspSuites("aes128-sha1") };
        pair.Connect();
        pair.RequireFlow();
        uint old = pair.Left.Outbound()!.InboundSpi;
        pair.Command(pair.Left, new IkeCommand.RekeyChild("t"));
        pair.RunFor(30);
        Assert.Equal(old, pair.Left.Outbound()!.InboundSpi);
        Assert.Contains(pair.Left.EventsOf<IkeEvent.Notice>(), n => n.Level == NoticeLevel.Warning && n.Text.Contains("NO_PROPOSAL_CHOSEN", StringComparison.Ordinal));
        Assert.All((IkeHost[])[pair.Left, pair.Right], host => Assert.True(host.Endpoint.GetStatus("t")!.Children.Single().IsPfsRefused));
    }

    [Fact]
    public void A_cipher_that_is_refused_after_a_rekey_with_a_group_is_no_matter_of_groups()
    {
        IkePair pair = new IkePair().Connect();
        pair.Command(pair.Left, new IkeCommand.RekeyChild("t"));
        pair.RunFor(15);
        V2.IkeSa right = pair.Right.Endpoint.Sas.All.Single();
        right.Tunnel = right.Tunnel with { EspProposals = IkePair.EspSuites("aes256-sha256-modp1024") };
        pair.Command(pair.Left, new IkeCommand.RekeyChild("t"));
        pair.RunFor(2);
        Assert.Contains(pair.Left.EventsOf<IkeEvent.Notice>(), n => n.Text.Contains("NO_PROPOSAL_CHOSEN", StringComparison.Ordinal));
        Assert.False(pair.Left.Endpoint.GetStatus("t")!.Children.Single().IsPfsRefused);
    }

    [Fact]
    public void A_rekey_finds_the_group_that_the_peer_wants()
    {
        var pair = new IkePair(esp: "aes128-sha1-modp1024,aes128-sha1-modp2048");
        pair.RightTunnel = pair.RightTunnel with { EspProposals = IkePair.EspSuites("aes128-sha1-modp2048") };
        pair.Connect();
        pair.RequireFlow();
        pair.Command(pair.Left, new IkeCommand.RekeyChild("t"));
        pair.RunFor(5);
        Assert.Equal(DhGroup.Modp2048, pair.Left.Outbound()!.Suite.Group);
        Assert.Contains(pair.Left.EventsOf<IkeEvent.Notice>(), n => n.Text.Contains("INVALID_KE_PAYLOAD", StringComparison.Ordinal));
    }

    [Fact]
    public void A_peer_that_lost_the_CHILD_SA_gets_a_new_one()
    {
        IkePair pair = new IkePair().Connect();
        V2.IkeSa right = pair.Right.Endpoint.Sas.All.Single();
        right.RemoveLingering(pair.Now, right.Children[0]);
        pair.Command(pair.Left, new IkeCommand.RekeyChild("t"));
        pair.RunFor(20);
        Assert.Single(pair.Left.Installed);
        Assert.Single(pair.Right.Installed);
        Assert.Equal(pair.Left.Outbound()!.OutboundSpi, pair.Right.Outbound()!.InboundSpi);
        Assert.Empty(pair.Left.EventsOf<IkeEvent.IkeSaDown>());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void Rekeys_survive_a_bad_link_with_packets_accepted_at_every_moment(ulong seed)
    {
        IkePair pair = new IkePair(seed).Connect();
        pair.Left.SlowestJob = pair.Right.SlowestJob = TimeSpan.FromMilliseconds(80);
        (pair.Link.Loss, pair.Link.Duplication, pair.Link.Reordering, pair.Link.Corruption) = (0.15, 0.1, 0.2, 0.05);
        pair.RequireFlow();
        var entropy = new SeededEntropy(seed);
        for (int i = 0; i < 40; i++)
        {
            IkeHost host = entropy.NextDouble() < 0.5 ? pair.Left : pair.Right;
            pair.Command(host, entropy.NextDouble() < 0.7 ? new IkeCommand.RekeyChild("t") : new IkeCommand.RekeyIke("t"));
            pair.RunFor(entropy.NextDouble() * 20);
        }

        pair.RunFor(120);
        Assert.Single(pair.Left.Endpoint.Sas.All);
        Assert.Single(pair.Right.Endpoint.Sas.All);
        Assert.Empty(pair.Left.EventsOf<IkeEvent.IkeSaDown>());
        Assert.Empty(pair.Right.EventsOf<IkeEvent.IkeSaDown>());
    }
}
