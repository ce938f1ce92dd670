using Culvert.Core;

namespace Culvert.Config.Import;

/// <summary>One pre-shared key of an ipsec.secrets, and whom it is for.</summary>
/// <param name="Indices">None: for anybody.</param>
/// <param name="Key">Null: a placeholder stands in its stead.</param>
internal sealed record SecretEntry(IReadOnlyList<string> Indices, Secret? Key, string File, int Line)
{
    // Alone, the name of this end tells less than any name of the peer.
    private const int SingleHostWeight = 7;

    /// <summary>How well the entry fits two ends, by the rule "the most specific match wins"; 0: not at all.</summary>
    /// <param name="host">What this end is called: its identity, then its address.</param>
    /// <param name="peer">What the far end is called.</param>
    public int Specificity(IReadOnlyList<Identity> host, IReadOnlyList<Identity> peer)
    {
        if (Indices.Count == 0) return 1;
        int hostMatch = Best(host);
        int peerMatch = Best(peer);
        // A single index may name either end; several must cover both.
        if (Indices.Count == 1) return Math.Max(Math.Min(hostMatch, SingleHostWeight), peerMatch) is > 0 and int single ? 1 + single : 0;
        return hostMatch > 0 && peerMatch > 0 ? 1 + hostMatch + peerMatch : 0;
    }

    public override string ToString() => $"{string.Join(' ', Indices)} : PSK [secret]";

    // A name weighs more than any number of %any, and the identity a little more than the address behind it.
    private int Best(IReadOnlyList<Identity> names) => Indices.Max(index => index switch
    {
        "%any" or "%any6" => 2,
        _ when Identity.TryParse(index, out Identity? identity) && names.Contains(identity) => names[0].Equals(identity) ? 9 : 8,
        _ => 0,
    });
}
