using Culvert.Core;
using Culvert.Ike.Negotiation;
using Culvert.Ike.V2;
using Culvert.Ike.Wire;
using Culvert.Testing;

namespace Culvert.Ike.Tests;

/// <summary>Peers that take one pair of networks per CHILD SA, and what becomes of each of those.</summary>
public class SeveralChildrenTests
{
    private const string Three = "10.50.0.0/16,10.51.0.0/16,10.52.0.0/16";

    [Fact]
    public void What_a_peer_leaves_out_is_asked_for_pair_by_pair()
    {
        IkePair pair = Wide();
        pair.GrantOnePairOnly();
        pair.Connect();
        pair.RunFor(5);
        Assert.Equal(["10.50.0.0/16", "10.51.0.0/16", "10.52.0.0/16"], Remotes(pair.Left).Order());
        foreach (string far in (string[])["10.50.1.1", "10.51.1.1", "10.52.1.1"]) Assert.True(pair.Right.Accepts(pair.Left.Carrier("10.60.0.1", far)!.OutboundSpi));
        Assert.Null(pair.Left.Carrier("10.60.0.1", "10.53.0.1"));
        pair.RunFor(600);
        Assert.Equal(2, Requests(pair, "CREATE_CHILD_SA"));
    }

    [Fact]
    public void A_peer_that_grants_everything_is_asked_for_no_more()
    {
        IkePair pair = Wide().Connect();
        pair.RunFor(600);
        Assert.Equal(0, Requests(pair, "CREATE_CHILD_SA"));
        Assert.Single(pair.Left.Installed);
    }

    [Fact]
    public void A_narrower_network_is_not_asked_for_again()
    {
        IkePair pair = Wide();
        pair.LeftTunnel = pair.LeftTunnel with { RemoteSelectors = IkePair.Selectors("0.0.0.0/0") };
        pair.RightTunnel = pair.RightTunnel with { LocalSelectors = IkePair.Selectors("10.50.0.0/16") };
        pair.Connect();
        pair.RunFor(60);
        Assert.Equal(0, Requests(pair, "CREATE_CHILD_SA"));
        Assert.Equal(["10.50.0.0/16"], Remotes(pair.Left));
    }

    [Fact]
    public void SINGLE_PAIR_REQUIRED_is_followed_from_the_first_CHILD_SA_on()
    {
        IkePair pair = Wide();
        pair.RewriteAnswers(answer => answer.IdR is not null ? answer.RefuseChild(NotifyType.SINGLE_PAIR_REQUIRED) : answer.All);
        pair.Start();
        pair.RunFor(5);
        Assert.Equal(["10.50.0.0/16", "10.51.0.0/16", "10.52.0.0/16"], Remotes(pair.Left).Order());
        Assert.Empty(pair.Left.EventsOf<IkeEvent.Refused>());
    }

    // At 30, 90, 210, 450 s and so on.
    [Theory]
    [InlineData((ushort)38, 2, 2 + 6)]
    [InlineData((ushort)35, 1, 1 + 3)]
    public void What_the_peer_refuses_leaves_what_works_and_is_asked_for_again_ever_more_rarely(ushort error, int atOnce, int inAll)
    {
        IkePair pair = Wide();
        pair.RewriteAnswers(answer => answer switch
        {
            { TsR: null } => answer.All,
            { IdR: null } => answer.RefuseChild((NotifyType)error),
            _ => [.. answer.All.Select(p => p is TrafficSelectorPayload ts ? ts with { Selectors = [ts.Selectors[0]] } : p)],
        });
        pair.Connect();
        pair.RunFor(20);
        Assert.Equal(atOnce, Requests(pair, "CREATE_CHILD_SA"));
        pair.RunFor(380);
        Assert.Equal(["10.50.0.0/16"], Remotes(pair.Left));
        Assert.Equal(inAll, Requests(pair, "CREATE_CHILD_SA"));
        Assert.Empty(pair.Left.EventsOf<IkeEvent.Refused>());
        Assert.Empty(pair.Left.EventsOf<IkeEvent.IkeSaDown>());
    }

    [Theory]
    [InlineData((ushort)38)]
    [InlineData((ushort)35)]
    public void What_the_peer_refused_comes_up_when_the_peer_grants_it(ushort error)
    {
        IkePair pair = Wide();
        Instant mended = pair.Now + TimeSpan.FromSeconds(100);
        pair.RewriteAnswers(answer => answer switch
        {
            { TsR: null } => answer.All,
            { IdR: null } when pair.Now < mended => answer.RefuseChild((NotifyType)error),
            _ => [.. answer.All.Select(p => p is TrafficSelectorPayload ts ? ts with { Selectors = [ts.Selectors[0]] } : p)],
        });
        pair.Connect();
        pair.RunFor(320);
        Assert.Equal(["10.50.0.0/16", "10.51.0.0/16", "10.52.0.0/16"], Remotes(pair.Left).Order());
    }

    [Fact]
    public void One_that_worked_is_made_again_though_the_peer_makes_no_more()
    {
        IkePair pair = Wide();
        pair.LeftTunnel = pair.LeftTunnel with { ChildLifetime = TimeSpan.FromSeconds(100) };
        bool isLost = false;
        pair.RewriteAnswers(answer =>
        {
            if (answer.TsR is not { } granted) return answer.All;
            if (answer.IdR is null && granted.Selectors[0].ToString() == "10.52.0.0/16") return answer.RefuseChild(NotifyType.NO_ADDITIONAL_SAS);
            bool losesNow = !isLost && pair.Now > Instant.FromSeconds(1060);
            isLost |= losesNow;
            return losesNow
                ? answer.RefuseChild(NotifyType.CHILD_SA_NOT_FOUND)
                : [.. answer.All.Select(p => p is TrafficSelectorPayload ts ? ts with { Selectors = [ts.Selectors[0]] } : p)];
        });
        pair.Connect();
        pair.RunFor(50);
        Assert.Equal(["10.50.0.0/16", "10.51.0.0/16"], Remotes(pair.Left).Order());
        pair.RunFor(120);
        Assert.True(isLost);
        Assert.Equal(["10.50.0.0/16", "10.51.0.0/16"], Remotes(pair.Left).Order());
    }

    [Fact]
    public void What_a_rekey_leaves_out_is_asked_for()
    {
        IkePair pair = Wide().Connect();
        pair.GrantOnePairOnly();
        pair.Command(pair.Left, new IkeCommand.RekeyChild("t"));
        pair.RunFor(10);
        Assert.Equal(["10.50.0.0/16", "10.51.0.0/16", "10.52.0.0/16"], Remotes(pair.Left).Order());
    }

    [Fact]
    public void A_peer_that_rekeys_and_never_deletes_fills_no_memory()
    {
        IkePair pair = Wide();
        pair.RightTunnel = pair.RightTunnel with { EspProposals = IkePair.EspSuites("aes128-sha1") };
        pair.LeftTunnel = pair.LeftTunnel with { EspProposals = pair.RightTunnel.EspProposals };
        pair.Connect();
        uint spi = pair.Left.Outbound()!.InboundSpi;
        for (uint next = 0x10000; next < 0x10000 + 300; next++, spi = next - 1)
        {
            pair.SendAsLeft(
                ExchangeType.CREATE_CHILD_SA,
                NotifyPayload.ForEspSpi(NotifyType.REKEY_SA, spi),
                EspNegotiation.Offer(IkePair.EspSuites("aes128-sha1"), next),
                new NoncePayload(new byte[32]),
                new TrafficSelectorPayload(PayloadType.TSi, pair.LeftTunnel.LocalSelectors),
                new TrafficSelectorPayload(PayloadType.TSr, pair.LeftTunnel.RemoteSelectors));
        }

        Assert.InRange(pair.Right.Installed.Count, 2, 2 * 64);
    }

    [Fact]
    public void When_every_pair_is_refused_the_tunnel_is_and_both_ends_selectors_are_named()
    {
        IkePair pair = Wide();
        pair.RewriteAnswers(answer => answer.TsR is null ? answer.All : answer.RefuseChild(answer.IdR is null ? NotifyType.TS_UNACCEPTABLE : NotifyType.SINGLE_PAIR_REQUIRED));
        pair.Start();
        pair.RunFor(5);
        IkeEvent.Refused refused = pair.Left.EventsOf<IkeEvent.Refused>().Single();
        Assert.Equal(IkeFailure.Selectors, refused.Why);
        Assert.Contains("10.60.0.0/16 to 10.52.0.0/16", refused.Text, StringComparison.Ordinal);
        Assert.Null(pair.Left.Endpoint.GetStatus("t"));
    }

    [Fact]
    public void Each_is_rekeyed_by_itself_without_a_gap_for_any()
    {
        IkePair pair = Wide();
        pair.GrantOnePairOnly();
        pair.LeftTunnel = pair.LeftTunnel with { ChildLifetime = TimeSpan.FromSeconds(100) };
        pair.Connect();
        pair.RunFor(5);
        HashSet<uint> first = [.. pair.Left.AllOutbound().Select(c => c.InboundSpi)];
        for (int second = 0; second < 300; second++)
        {
            pair.RunFor(1);
            foreach (string far in (string[])["10.50.1.1", "10.51.1.1", "10.52.1.1"]) Assert.True(pair.Right.Accepts(pair.Left.Carrier("10.60.0.1", far)!.OutboundSpi));
        }

        Assert.Equal(3, pair.Left.AllOutbound().Count());
        Assert.DoesNotContain(pair.Left.AllOutbound(), c => first.Contains(c.InboundSpi));
    }

    [Fact]
    public void A_rekeyed_IKE_SA_has_them_all_and_asks_for_no_more()
    {
        IkePair pair = Wide();
        pair.GrantOnePairOnly();
        pair.Connect();
        pair.RunFor(5);
        uint[] before = [.. pair.Left.AllOutbound().Select(c => c.InboundSpi)];
        pair.Command(pair.Right, new IkeCommand.RekeyIke("t"));
        pair.RunFor(30);
        Assert.Equal(before, pair.Left.AllOutbound().Select(c => c.InboundSpi));
        Assert.Equal(3, pair.Left.Endpoint.GetStatus("t")!.Children.Count);
        Assert.Equal(3, pair.Right.Endpoint.GetStatus("t")!.Children.Count);
    }

    [Fact]
    public void One_that_the_peer_deletes_after_a_while_is_made_again_and_the_others_stay()
    {
        IkePair pair = Wide();
        pair.GrantOnePairOnly();
        pair.Connect();
        pair.RunFor(120);
        ChildSa lost = pair.Left.Carrier("10.60.0.1", "10.51.0.1")!;
        uint[] others = [.. pair.Left.AllOutbound().Where(c => c != lost).Select(c => c.InboundSpi)];
        DeleteAtRight(pair, lost);
        pair.RunFor(2);
        ChildSa remade = pair.Left.Carrier("10.60.0.1", "10.51.0.1")!;
        Assert.NotEqual(lost.InboundSpi, remade.InboundSpi);
        Assert.True(pair.Right.Accepts(remade.OutboundSpi));
        Assert.Subset(pair.Left.AllOutbound().Select(c => c.InboundSpi).ToHashSet(), others.ToHashSet());
    }

    [Fact]
    public void A_peer_that_deletes_the_older_when_the_newer_comes_is_not_fought()
    {
        IkePair pair = Wide();
        pair.GrantOnePairOnly();
        pair.Start();
        Assert.True(pair.RunUntil(() => pair.Left.AllOutbound().Count() == 2, TimeSpan.FromSeconds(5)));
        DeleteAtRight(pair, pair.Left.Carrier("10.60.0.1", "10.50.0.1")!);
        pair.RunFor(10);
        int after = Requests(pair, "CREATE_CHILD_SA");
        pair.RunFor(1800);
        pair.Command(pair.Left, new IkeCommand.RekeyIke("t"));
        pair.RunFor(60);
        Assert.InRange(after, 1, 2);
        Assert.Equal(after + 1, Requests(pair, "CREATE_CHILD_SA"));
        Assert.NotEmpty(pair.Left.AllOutbound());
    }

    [Fact]
    public void One_that_expires_without_a_rekey_is_made_again_by_itself()
    {
        IkePair pair = Wide();
        pair.GrantOnePairOnly();
        pair.LeftTunnel = pair.LeftTunnel with { ChildLifetime = TimeSpan.FromSeconds(100) };
        pair.Connect();
        pair.RunFor(5);
        pair.RewriteAnswers(answer => answer.TsR is not null && pair.Now < Instant.FromSeconds(1095) ? answer.RefuseChild(NotifyType.NO_PROPOSAL_CHOSEN) : answer.All);
        pair.RunFor(120);
        Assert.Equal(3, pair.Left.AllOutbound().Count());
        Assert.Empty(pair.Left.EventsOf<IkeEvent.IkeSaDown>());
    }

    [Fact]
    public void As_responder_further_CHILD_SAs_are_carried_and_none_is_asked_for()
    {
        IkePair pair = Wide();
        pair.GrantOnePairOnly();
        pair.Connect();
        pair.RunFor(5);
        Assert.Equal(3, pair.Right.AllOutbound().Count());
        Assert.DoesNotContain(pair.Link.Sent, m => m is { Sender: "right", Exchange: "CREATE_CHILD_SA", IsRequest: true });
    }

    private static IkePair Wide()
    {
        var pair = new IkePair();
        pair.LeftTunnel = pair.LeftTunnel with { RemoteSelectors = IkePair.Selectors(Three) };
        pair.RightTunnel = pair.RightTunnel with { LocalSelectors = IkePair.Selectors(Three) };
        return pair;
    }

    private static IEnumerable<string> Remotes(IkeHost host) => host.AllOutbound().Select(child => child.RemoteSelectors.Single().ToString());

    private static int Requests(IkePair pair, string exchange) => pair.Link.Sent.Count(m => m.Sender == "left" && m.IsRequest && m.Exchange == exchange);

    // The right end deletes its half of a CHILD SA on its own account.
    private static void DeleteAtRight(IkePair pair, ChildSa child)
    {
        IkeSa right = pair.Right.Endpoint.Sas.All.Single(sa => sa.State == IkeSaState.Established);
        right.DeleteChild(pair.Now, right.Children.Single(c => c.InboundSpi == child.OutboundSpi));
        pair.RunFor(0);
    }
}
