using Culvert.Core;

namespace Culvert.Ike.Negotiation;

/// <summary>What a CHILD SA carries: packets between any selector of our end and any of the peer's.</summary>
internal sealed record SelectorPair(IReadOnlyList<TrafficSelector> Local, IReadOnlyList<TrafficSelector> Remote)
{
    public bool IsEmpty => Local.Count == 0 || Remote.Count == 0;

    /// <summary>Whether some packet belongs to both.</summary>
    public bool Overlaps(SelectorPair other) => Meet(Local, other.Local) && Meet(Remote, other.Remote);

    public bool IsSameAs(SelectorPair other) => Local.SequenceEqual(other.Local) && Remote.SequenceEqual(other.Remote);

    /// <summary>One pair for each selector of our end with each of the peer's that it can talk to.</summary>
    public IEnumerable<SelectorPair> Split() =>
        from local in Local
        from remote in Remote
        where local.IsIPv4 == remote.IsIPv4 && (local.Protocol == 0 || remote.Protocol == 0 || local.Protocol == remote.Protocol)
        select new SelectorPair([local], [remote]);

    public override string ToString() => $"{TrafficSelectorText.List(Local)} to {TrafficSelectorText.List(Remote)}";

    private static bool Meet(IReadOnlyList<TrafficSelector> left, IReadOnlyList<TrafficSelector> right) =>
        left.Any(l => right.Any(r => l.Intersect(r) is not null));
}
