using Culvert.Core;

namespace Culvert.Testing;

/// <summary>Adds up what the endpoints of one pair after the other counted, without what they counted before they were fed.</summary>
internal sealed class FuzzTally
{
    private readonly Dictionary<string, long> _sums = [];
    private long[] _before = [];

    public void Begin(IkePair pair) => _before = [.. Counters(pair).Select(counter => counter.Value)];

    /// <summary>Takes the counts of a pair that is not used any more.</summary>
    public void Take(IkePair pair) => AddTo(_sums, pair);

    public IReadOnlyDictionary<string, long> With(IkePair pair)
    {
        var sums = new Dictionary<string, long>(_sums);
        AddTo(sums, pair);
        return sums;
    }

    private void AddTo(Dictionary<string, long> sums, IkePair pair)
    {
        int i = 0;
        foreach (Counter counter in Counters(pair)) sums[counter.Name] = sums.GetValueOrDefault(counter.Name) + counter.Value - _before[i++];
    }

    private static IEnumerable<Counter> Counters(IkePair pair) => [.. pair.Left.Endpoint.Counters.All, .. pair.Right.Endpoint.Counters.All];
}
