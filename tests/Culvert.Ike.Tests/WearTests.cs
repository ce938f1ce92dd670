using Culvert.Core;
using Culvert.Ike.Wire;
using Culvert.Testing;

namespace Culvert.Ike.Tests;

/// <summary>Lifetimes in packets and octets (RFC 4301 section 4.4.2.1); the packet path counts.</summary>
public class WearTests
{
    [Fact]
    public void Every_child_has_its_own_soft_limit_between_75_and_80_percent()
    {
        IkePair pair = Limited().Connect();
        var softLimits = new HashSet<long>();
        for (int round = 0; round < 10; round++)
        {
            ChildSa child = pair.Left.Outbound()!;
            Assert.Equal(new TrafficLimit(1_000_000, 0), child.Limits.Hard);
            Assert.InRange(child.Limits.Soft.Packets, 750_000, 800_000);
            Assert.Equal(0, child.Limits.Soft.Bytes);
            softLimits.Add(child.Limits.Soft.Packets);
            pair.Command(pair.Left, new IkeCommand.RekeyChild("t"));
            pair.RunFor(2);
        }

        Assert.True(softLimits.Count > 5, "no jitter");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_worn_child_is_rekeyed_without_a_gap(bool isInbound)
    {
        IkePair pair = Limited().Connect();
        pair.RequireFlow();
        ChildSa old = pair.Left.Outbound()!;
        Report(pair, isInbound, isInbound ? old.InboundSpi : old.OutboundSpi, isSpent: false);
        pair.RunFor(2);
        Assert.NotEqual(old.InboundSpi, pair.Left.Outbound()!.InboundSpi);
        Assert.Single(pair.Left.Endpoint.GetStatus("t")!.Children);
        Assert.Single(pair.Right.Endpoint.GetStatus("t")!.Children);
    }

    [Fact]
    public void A_spent_child_ends_at_both_ends_and_another_is_made()
    {
        IkePair pair = Limited().Connect();
        ChildSa old = pair.Left.Outbound()!;
        Report(pair, isInbound: false, old.OutboundSpi, isSpent: true);
        pair.RunFor(20);
        Assert.False(pair.Left.Accepts(old.InboundSpi));
        Assert.False(pair.Right.Accepts(old.OutboundSpi));
        Assert.NotEqual(old.InboundSpi, Assert.Single(pair.Left.Endpoint.GetStatus("t")!.Children).InboundSpi);
        Assert.Single(pair.Right.Endpoint.GetStatus("t")!.Children);
    }

    [Fact]
    public void A_child_that_is_spent_while_the_peer_cannot_rekey_it_now_is_replaced()
    {
        IkePair pair = Limited().Connect();
        ChildSa old = pair.Left.Outbound()!;
        bool isFirst = true;
        pair.RewriteAnswers(answer =>
        {
            bool refuses = isFirst && answer.TsR is not null;
            isFirst &= !refuses;
            return refuses ? answer.RefuseChild(NotifyType.TEMPORARY_FAILURE) : answer.All;
        });
        Report(pair, isInbound: false, old.OutboundSpi, isSpent: false);
        Report(pair, isInbound: false, old.OutboundSpi, isSpent: true);
        pair.RunFor(20);
        Assert.False(isFirst);
        Assert.NotEqual(old.InboundSpi, pair.Left.Outbound()!.InboundSpi);
        Assert.True(pair.Right.Accepts(pair.Left.Outbound()!.OutboundSpi));
        Assert.Empty(pair.Left.EventsOf<IkeEvent.IkeSaDown>());
    }

    [Fact]
    public void A_report_of_a_child_that_is_gone_or_whose_SPI_is_the_other_ends_changes_nothing()
    {
        IkePair pair = Limited().Connect();
        pair.RunFor(1);
        ChildSa child = pair.Left.Outbound()!;
        int sent = pair.Link.Sent.Count;
        Report(pair, isInbound: true, child.OutboundSpi, isSpent: true);
        Report(pair, isInbound: false, child.InboundSpi, isSpent: true);
        Report(pair, isInbound: true, ~child.InboundSpi, isSpent: false);
        Assert.Equal(sent, pair.Link.Sent.Count);
    }

    private static IkePair Limited()
    {
        var pair = new IkePair();
        pair.LeftTunnel = pair.LeftTunnel with { ChildLimit = new TrafficLimit(1_000_000, 0) };
        return pair;
    }

    private static void Report(IkePair pair, bool isInbound, uint spi, bool isSpent) =>
        pair.Do(pair.Left, (endpoint, now) => endpoint.HandleWear(now, "t", isInbound, spi, isSpent));
}
