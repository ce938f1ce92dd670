using Culvert.Ike.Wire;

namespace Culvert.Ike.Negotiation;

/// <summary>Whether a proposal of the peer contains a suite of ours (RFC 7296 section 3.3).</summary>
internal static class TransformMatch
{
    private const ushort None = 0;

    /// <summary>
    /// The transforms to answer with: exactly one of each type in the offer. Null when the offer lacks one that we want,
    /// or insists on a type that our suite does not have.
    /// </summary>
    public static IReadOnlyList<Transform>? Choose(IReadOnlyList<Transform> offered, IReadOnlyList<Transform> wanted)
    {
        if (!wanted.All(w => offered.Any(o => IsSame(o, w)))) return null;
        var chosen = new List<Transform>(wanted);
        foreach (TransformType type in offered.Select(o => o.Type).Distinct())
        {
            if (wanted.Any(w => w.Type == type)) continue;
            // An AEAD suite has no integrity transform, or NONE (RFC 5282 section 8); the same goes for a key exchange.
            if (!offered.Any(o => o.Type == type && o.Id == None && type is TransformType.INTEG or TransformType.DH)) return null;
            chosen.Add(new Transform(type, None));
        }

        return chosen;
    }

    /// <summary>Whether the peer's answer is exactly the suite that we offered; a NONE more or less changes nothing.</summary>
    public static bool IsAnswer(IReadOnlyList<Transform> answered, IReadOnlyList<Transform> offered)
    {
        List<Transform> real = [.. answered.Where(a => !(a.Id == None && a.Type is TransformType.INTEG or TransformType.DH))];
        return real.Count == offered.Count && offered.All(o => real.Any(a => IsSame(a, o)));
    }

    private static bool IsSame(Transform peer, Transform ours) =>
        peer.Type == ours.Type && peer.Id == ours.Id && peer.KeyBits == ours.KeyBits && !peer.HasUnknownAttribute;
}
