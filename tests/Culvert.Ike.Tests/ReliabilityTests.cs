using Culvert.Core;
using Culvert.Testing;

namespace Culvert.Ike.Tests;

public class ReliabilityTests
{
    [Theory]
    [InlineData("IKE_SA_INIT", "left")]
    [InlineData("IKE_SA_INIT", "right")]
    [InlineData("IKE_AUTH", "left")]
    [InlineData("IKE_AUTH", "right")]
    public void Any_one_message_of_the_setup_may_be_lost_and_is_repeated_with_identical_bytes(string exchange, string sender)
    {
        var pair = new IkePair();
        bool lost = false;
        pair.Link.Drops = m => m.Exchange == exchange && m.Sender == sender && !lost && (lost = true);
        pair.Connect();
        foreach (var group in pair.Link.Sent.GroupBy(m => (m.Sender, m.Exchange, m.InitiatorSpi)))
            Assert.Single(group.Select(m => Convert.ToHexString(m.Bytes)).Distinct());
        Assert.Equal(2, pair.Link.Sent.Count(m => m.Exchange == exchange && m.Sender == sender));
        Assert.Single(pair.Right.EventsOf<IkeEvent.IkeSaEstablished>());
        Assert.Single(pair.Right.EventsOf<IkeEvent.ChildInstalled>());
    }

    [Theory]
    [InlineData("CREATE_CHILD_SA", "left")]
    [InlineData("CREATE_CHILD_SA", "right")]
    [InlineData("INFORMATIONAL", "left")]
    [InlineData("INFORMATIONAL", "right")]
    public void Any_one_message_of_a_rekey_may_be_lost(string exchange, string sender)
    {
        IkePair pair = new IkePair().Connect();
        pair.RequireFlow();
        bool lost = false;
        pair.Link.Drops = m => m.Exchange == exchange && m.Sender == sender && !lost && (lost = true);
        pair.Command(pair.Left, new IkeCommand.RekeyChild("t"));
        pair.RunFor(2);
        pair.Command(pair.Left, new IkeCommand.RekeyIke("t"));
        pair.RunFor(40);
        Assert.True(lost);
        Assert.Single(pair.Left.Installed);
        Assert.Single(pair.Right.Installed);
        Assert.Single(pair.Right.Endpoint.Sas.All);
    }

    [Fact]
    public void A_repeated_request_is_answered_from_memory_and_changes_nothing()
    {
        IkePair pair = new IkePair().Connect();
        pair.Command(pair.Left, new IkeCommand.RekeyChild("t"));
        pair.RunUntil(() => pair.Right.Installed.Count == 2, TimeSpan.FromSeconds(1));
        pair.Link.Drops = m => m.Exchange == "INFORMATIONAL";
        WireMessage request = pair.Link.Sent.Last(m => m is { Exchange: "CREATE_CHILD_SA", IsRequest: true });
        WireMessage answer = pair.Link.Sent.Last(m => m is { Exchange: "CREATE_CHILD_SA", IsRequest: false });
        int events = pair.Right.Events.Count;
        for (int i = 0; i < 5; i++) pair.Link.Inject(pair.Now, request.Datagram);
        pair.RunFor(0.1);
        WireMessage[] again = [.. pair.Link.Sent.Where(m => m is { Exchange: "CREATE_CHILD_SA", IsRequest: false }).Skip(1)];
        Assert.Equal(5, again.Length);
        Assert.All(again, m => Assert.Equal(answer.Bytes.ToArray(), m.Bytes.ToArray()));
        Assert.Equal(events, pair.Right.Events.Count);
        Assert.Equal(5, pair.Right.Endpoint.Counters.Retransmissions.Value);
    }

    [Fact]
    public void A_request_repeated_while_its_answer_is_being_computed_waits_for_that()
    {
        var pair = new IkePair(4);
        pair.Right.SlowestJob = TimeSpan.FromSeconds(8);
        pair.Connect();
        Assert.True(pair.Right.Endpoint.Counters.WhileBusy.Value > 0);
        Assert.Single(pair.Right.EventsOf<IkeEvent.IkeSaEstablished>());
        Assert.Single(pair.Link.Sent, m => m is { Sender: "right", Exchange: "IKE_SA_INIT" });
    }

    [Fact]
    public void Old_messages_played_again_are_counted_and_prove_nothing()
    {
        IkePair pair = new IkePair().Connect();
        pair.Command(pair.Left, new IkeCommand.RekeyChild("t"));
        pair.RunFor(100);
        pair.RunUntil(() => pair.Link.NextArrival is null, TimeSpan.FromSeconds(1));
        WireMessage[] old = [.. pair.Link.Sent];
        pair.Link.Drops = _ => true;
        Instant heard = pair.Right.Endpoint.GetStatus("t")!.LastAuthenticatedInbound;
        foreach (WireMessage message in old) pair.Link.Inject(pair.Now, message.Datagram);
        pair.RunFor(1);
        Assert.Equal(heard, pair.Right.Endpoint.GetStatus("t")!.LastAuthenticatedInbound);
        Assert.True(pair.Right.Endpoint.Counters.UnexpectedMessageId.Value > 0);
        Assert.True(pair.Left.Endpoint.Counters.UnexpectedMessage.Value > 0);
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(14)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(18)]
    public void A_tunnel_comes_up_over_a_bad_link_with_slow_key_exchanges(ulong seed)
    {
        var pair = new IkePair(seed);
        (pair.Link.Loss, pair.Link.Duplication, pair.Link.Reordering) = (0.3, 0.3, 0.3);
        pair.Left.SlowestJob = pair.Right.SlowestJob = TimeSpan.FromMilliseconds(300);
        pair.Connect(leftInitiates: seed % 2 == 0, limit: TimeSpan.FromMinutes(10));
        pair.Link.Loss = 0;
        pair.RunFor(60);
        Assert.True(pair.IsUp);
        Assert.Equal(pair.Left.Outbound()!.OutboundSpi, pair.Right.Outbound()!.InboundSpi);
    }
}
