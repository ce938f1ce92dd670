using Culvert.Core;
using Culvert.Ike.Negotiation;

namespace Culvert.Ike.V2;

/// <summary>
/// Which CHILD SAs a tunnel still lacks, for the life of an IKE SA and its rekeys. Everything is asked for at once; what a
/// peer leaves out, because it takes one pair of networks per SA, is asked for pair by pair. What the peer refuses is asked
/// for again later. A peer that takes one back because it got another has one only, for good.
/// </summary>
internal sealed class ChildDemand
{
    private const int MaxRefused = 64;

    /// <summary>A peer that has just got one SA and deletes another means that it wants no more.</summary>
    private static readonly TimeSpan SecondThoughts = TimeSpan.FromSeconds(30);

    private readonly List<SelectorPair> _lost = [];
    private readonly List<Refusal> _refused = [];
    private bool _isPairwise;
    private bool _isOneOnly;

    /// <summary>We asked for the tunnel's first CHILD SA, so that it is for us to ask for the rest.</summary>
    public bool IsOurs { get; set; }

    public Deadline NextDeadline => _refused.Aggregate(Deadline.Never, (first, refusal) => Deadline.Earliest(first, refusal.Retry));

    private bool IsFull => _refused.Exists(r => r is { IsOfAny: true, IsFresh: true }) || _refused.Count(r => r.IsFresh) >= MaxRefused;

    /// <returns>Whether something may be asked for again.</returns>
    public bool HandleTimeout(Instant now)
    {
        bool any = false;
        foreach (Refusal refusal in _refused) any |= refusal.HandleTimeout(now);
        return any;
    }

    /// <summary>What to ask for next; null: nothing for now.</summary>
    /// <param name="covered">What there is already, or was asked for.</param>
    public SelectorPair? Next(IkeTunnelConfig tunnel, IReadOnlyCollection<SelectorPair> covered)
    {
        var whole = new SelectorPair(tunnel.LocalSelectors, tunnel.RemoteSelectors);
        IEnumerable<SelectorPair> wanted = covered.Count switch
        {
            0 when !_isPairwise => [whole],
            > 0 when _isOneOnly => [],
            > 0 when IsFull => _lost,
            _ => IsOurs ? _lost.Concat(whole.Split()) : _lost,
        };
        return wanted.FirstOrDefault(pair => !covered.Any(pair.Overlaps) && !_refused.Exists(r => r.IsFresh && r.Pair.IsSameAs(pair)));
    }

    /// <summary>The peer takes no more than one pair at a time (SINGLE_PAIR_REQUIRED).</summary>
    public void AskPairwise() => (IsOurs, _isPairwise) = (true, true);

    /// <summary>The peer does not grant this one. <paramref name="any"/>: nor any other (NO_ADDITIONAL_SAS).</summary>
    public void Refuse(Instant now, SelectorPair pair, bool any)
    {
        Refusal? refusal = _refused.Find(r => r.Pair.IsSameAs(pair));
        if (refusal is null) _refused.Add(refusal = new Refusal(pair));
        refusal.IsOfAny = any;
        refusal.Repeat(now);
    }

    /// <summary>There is a CHILD SA for this.</summary>
    public void Meet(SelectorPair pair)
    {
        _lost.RemoveAll(pair.Overlaps);
        _refused.RemoveAll(refusal => pair.Overlaps(refusal.Pair));
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
            _isOneOnly |= now - Instant.Max(child.BeganAt, other.BeganAt) < SecondThoughts;
    }
}
