using Culvert.Core;
using Culvert.Testing;

namespace Culvert.Ike.Tests;

public class FuzzTests
{
    [Theory]
    [InlineData(FuzzStage.First, 20_000)]
    [InlineData(FuzzStage.Unauthenticated, 4_000)]
    [InlineData(FuzzStage.Established, 4_000)]
    public void Damaged_messages_before_and_after_authentication_never_get_past_the_parsers_as_a_bug(FuzzStage stage, int count)
    {
        var pair = new FuzzPair(stage, seed: 2026);
        for (int i = 0; i < count; i++) pair.FeedOne();
        Assert.Equal(count, pair.Counted["received"]);
        Assert.True(pair.Rebuilds > 10, "no damaged message got deep enough to change anything");
        Assert.True(pair.Answered > count / 10, $"only {pair.Answered} damaged messages were worth an answer");
    }

    [Theory]
    [InlineData(FuzzStage.First)]
    [InlineData(FuzzStage.Unauthenticated)]
    [InlineData(FuzzStage.Established)]
    public void Noise_of_any_length_is_dropped_and_counted(FuzzStage stage)
    {
        var pair = new FuzzPair(stage, seed: 7);
        var entropy = new SeededEntropy(8);
        for (int length = 0; length < 600; length++) pair.FeedExactly(entropy.Bytes(length));
        IReadOnlyDictionary<string, long> counted = pair.Counted;
        Assert.Equal((1200, 0), (counted["received"], counted["sent"]));
        Assert.Equal(1200, counted["malformed"] + counted["unknown-spi"] + counted["unsupported-version"]);
    }

    [Fact]
    public void A_storm_of_damaged_messages_does_not_harm_a_tunnel_that_is_up()
    {
        IkePair pair = new IkePair().Connect();
        pair.RequireFlow();
        var mutator = new Mutator(3);
        for (int i = 0; i < 3000; i++)
        {
            Datagram victim = pair.Link.Sent[mutator.Next(pair.Link.Sent.Count)].Datagram;
            byte[] damaged = mutator.Mutate(victim.Bytes.Span);
            if (!damaged.AsSpan().SequenceEqual(victim.Bytes.Span)) pair.Link.Inject(pair.Now, victim with { Bytes = damaged });
            if (i % 30 == 0) pair.Command(i % 60 == 0 ? pair.Left : pair.Right, i % 90 == 0 ? new IkeCommand.RekeyIke("t") : new IkeCommand.RekeyChild("t"));
            pair.RunFor(0.1);
        }

        pair.RunFor(60);
        Assert.True(pair.IsUp);
        Assert.Empty(pair.Left.EventsOf<IkeEvent.IkeSaDown>());
        Assert.Empty(pair.Right.EventsOf<IkeEvent.IkeSaDown>());
    }
}
