using Culvert.Core;

namespace Culvert.Config.Import;

/// <summary>One pre-shared key of an ipsec.secrets, and whom it is for.</summary>
/// <param name="Indices">None: for anybody.</param>
/// <param name="Key">Null: a placeholder stands in its stead.</param>
internal sealed record SecretEntry(IReadOnlyList<string> Indices, Secret? Key, string File, int Line)
{
    /// <summary>How well the entry fits two ends, by the rule "the most specific match wins"; 0: not at all.</summary>
    /// <param name="host">What this end is called: its identity and address.</param>
    /// <param name="peer">What the far end is called.</param>
    public int Specificity(IReadOnlyList<Identity> host, IReadOnlyList<Identity> peer)
    {
        if (Indices.Count == 0) return 1;
        int hostMatch = Best(host);
        int peerMatch = Best(peer);
        // A single index may name either end; several must cover both.
        if (Indices.Count == 1) return Math.Max(hostMatch, peerMatch) is > 0 and int single ? 1 + single : 0;
        return hostMatch > 0 && peerMatch > 0 ? 3 + hostMatch + peerMatch : 0;
    }

    public override string ToString() => $"{string.Join(' ', Indices)} : PSK [secret]";

    /// <summary>2: named; 1: covered by %any; 0: neither.</summary>
    private int Best(IReadOnlyList<Identity> names) => Indices.Max(index => index switch
    {
        "%any" or "%any6" => 1,
        _ when Identity.TryParse(index, out Identity? identity) && names.Contains(identity) => 2,
        _ => 0,
    });
}
