using Culvert.Core;
using Culvert.Ike.Negotiation;

namespace Culvert.Ike.V2;

/// <summary>
/// Which CHILD SAs a tunnel still lacks, for the life of an IKE SA and its rekeys. Everything is asked for at once; what a
/// peer leaves out, because it takes one pair of networks per SA, is asked for pair by pair. What the peer refuses or takes
/// back is not asked for again.
/// </summary>
internal sealed class ChildDemand
{
    private const int MaxRefused = 64;

    /// <summary>A peer that has just got one SA and deletes another means that it wants no more.</summary>
    private static readonly TimeSpan SecondThoughts = TimeSpan.FromSeconds(30);

    private readonly List<SelectorPair> _lost = [];
    private readonly List<SelectorPair> _refused = [];
    private bool _isPairwise;
    private bool _isSated;

    /// <summary>We asked for the tunnel's first CHILD SA, so that it is for us to ask for the rest.</summary>
    public bool IsOurs { get; set; }

    /// <summary>What to ask for next; null: nothing.</summary>
    /// <param name="covered">What there is already, or was asked for.</param>
    public SelectorPair? Next(IkeTunnelConfig tunnel, IReadOnlyCollection<SelectorPair> covered)
    {
        var whole = new SelectorPair(tunnel.LocalSelectors, tunnel.RemoteSelectors);
        IEnumerable<SelectorPair> wanted = covered.Count switch
        {
            0 when !_isPairwise => [whole],
            > 0 when _isSated => [],
            _ => IsOurs ? _lost.Concat(whole.Split()) : _lost,
        };
        return wanted.FirstOrDefault(pair => !covered.Any(pair.Overlaps) && !_refused.Any(pair.IsSameAs));
    }

    /// <summary>The peer takes no more than one pair at a time (SINGLE_PAIR_REQUIRED).</summary>
    public void AskPairwise() => (IsOurs, _isPairwise) = (true, true);

    /// <summary>The peer does not grant this one. <paramref name="all"/>: nor any other (NO_ADDITIONAL_SAS).</summary>
    public void Refuse(SelectorPair pair, bool all)
    {
        if (!_refused.Any(pair.IsSameAs)) _refused.Add(pair);
        _isSated |= all || _refused.Count >= MaxRefused;
    }

    /// <summary>A CHILD SA ended without the peer wishing it: another in its place is ours to ask for.</summary>
    public void Lose(SelectorPair pair)
    {
        if (!_lost.Any(pair.IsSameAs)) _lost.Add(pair);
    }

    /// <summary>The peer deleted one. If it did so because there is another, asking again would begin a dance without end.</summary>
    public void HandleDeletedByPeer(Instant now, ChildRecord child, IEnumerable<ChildRecord> left)
    {
        foreach (ChildRecord other in left.Where(other => other.IsCurrent && !other.Selectors.Overlaps(child.Selectors)))
            _isSated |= now - Instant.Max(child.BeganAt, other.BeganAt) < SecondThoughts;
    }
}
