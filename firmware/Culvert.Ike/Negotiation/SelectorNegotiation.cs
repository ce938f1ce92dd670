using Culvert.Core;

namespace Culvert.Ike.Negotiation;

/// <summary>Narrowing of traffic selectors (RFC 7296 section 2.9).</summary>
internal static class SelectorNegotiation
{
    /// <summary>The TS payload counts its selectors in one octet.</summary>
    private const int MaxSelectors = 255;

    /// <summary>Responder: what both sides want, without what another part already covers. Empty: nothing in common.</summary>
    public static IReadOnlyList<TrafficSelector> Narrow(IReadOnlyList<TrafficSelector> offered, IReadOnlyList<TrafficSelector> ours)
    {
        var common = new List<TrafficSelector>();
        foreach (TrafficSelector offer in offered)
        {
            foreach (TrafficSelector own in ours)
            {
                if (common.Count == MaxSelectors) return common;
                if (own.Intersect(offer) is not { } both || common.Any(c => c.Contains(both))) continue;
                common.RemoveAll(both.Contains);
                common.Add(both);
            }
        }

        return common;
    }

    /// <summary>Responder: what both ends want, seen from ours.</summary>
    public static SelectorPair Narrow(SelectorPair asked, IkeTunnelConfig tunnel) =>
        new(Narrow(asked.Local, tunnel.LocalSelectors), Narrow(asked.Remote, tunnel.RemoteSelectors));

    /// <summary>Initiator: whether the answer stays inside the offer and is not empty.</summary>
    public static bool IsNarrowing(SelectorPair answered, SelectorPair offered) =>
        IsNarrowing(answered.Local, offered.Local) && IsNarrowing(answered.Remote, offered.Remote);

    /// <inheritdoc cref="IsNarrowing(SelectorPair, SelectorPair)"/>
    public static bool IsNarrowing(IReadOnlyList<TrafficSelector> answered, IReadOnlyList<TrafficSelector> offered) =>
        answered.Count > 0 && answered.All(a => a.IsCoveredBy(offered));
}
