using Culvert.Testing;

namespace Culvert.Ike.Tests;

/// <summary>The committed datagrams, at every stage where they mean something: each ends where it must, and nowhere else.</summary>
public class FuzzCorpusTests
{
    // Every other counter says why a message was dropped.
    private static readonly string[] Done = ["received", "sent", "retransmitted", "half-open-expired", "stale-jobs"];

    [Theory]
    [InlineData(FuzzStage.First)]
    [InlineData(FuzzStage.Unauthenticated)]
    [InlineData(FuzzStage.Established)]
    public void Datagrams_of_no_IKE_SA_are_counted_where_they_are_dropped(FuzzStage stage)
    {
        var pair = new FuzzPair(stage, seed: 11);
        foreach (FuzzCorpus each in FuzzCorpus.Read("datagrams.txt"))
            Replay(pair, each, () => pair.FeedExactly(Convert.FromHexString(each.Octets)));
    }

    [Theory]
    [InlineData(FuzzStage.Unauthenticated)]
    [InlineData(FuzzStage.Established)]
    public void Datagrams_for_an_IKE_SA_from_someone_without_its_keys_are_counted_where_they_are_dropped(FuzzStage stage)
    {
        var pair = new FuzzPair(stage, seed: 12);
        foreach (FuzzCorpus each in FuzzCorpus.Read("inside.txt")) Replay(pair, each, () => pair.FeedInside(each.Octets));
        Assert.Equal((1, 0), (pair.Rebuilds, pair.Answered));
    }

    [Fact]
    public void Sealed_payloads_are_answered_or_counted_as_malformed()
    {
        var pair = new FuzzPair(FuzzStage.Established, seed: 13);
        foreach (FuzzCorpus each in FuzzCorpus.Read("sealed.txt")) Replay(pair, each, () => FeedSealed(pair, each));
        Assert.Equal(pair.Fed, pair.Answered);
    }

    [Fact]
    public void Malformed_sealed_payloads_are_counted_before_authentication_too()
    {
        var pair = new FuzzPair(FuzzStage.Unauthenticated, seed: 14);
        foreach (FuzzCorpus each in FuzzCorpus.Read("sealed.txt").Where(each => each.Counter == "malformed")) Replay(pair, each, () => FeedSealed(pair, each));
    }

    private static void FeedSealed(FuzzPair pair, FuzzCorpus each) =>
        pair.FeedSealed(Convert.FromHexString(each.Octets[..2])[0], Convert.FromHexString(each.Octets[2..].Trim()));

    private static void Replay(FuzzPair pair, FuzzCorpus each, Action feed)
    {
        IReadOnlyDictionary<string, long> before = pair.Counted;
        feed();
        IReadOnlyDictionary<string, long> after = pair.Counted;
        Assert.True(after[each.Counter] - before[each.Counter] == 2, $"{each.What}: {Difference(before, after)}");
        string[] elsewhere = [.. after.Keys.Except(Done).Where(name => name != each.Counter && after[name] != before[name])];
        Assert.True(elsewhere.Length == 0, $"{each.What}: {Difference(before, after)}");
    }

    private static string Difference(IReadOnlyDictionary<string, long> before, IReadOnlyDictionary<string, long> after) =>
        string.Join(", ", after.Where(each => each.Value != before[each.Key]).Select(each => $"{each.Key} +{each.Value - before[each.Key]}"));
}
