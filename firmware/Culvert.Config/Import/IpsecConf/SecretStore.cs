using Culvert.Core;

namespace Culvert.Config.Import;

/// <summary>All pre-shared keys of an import.</summary>
internal sealed class SecretStore(ImportFindings findings, IReadOnlyList<SecretEntry> entries)
{
    /// <summary>The key of the most specific entry. Null: none, or two that contradict each other; then it was reported.</summary>
    public Secret? Find(ResolvedConn conn, IReadOnlyList<Identity> host, IReadOnlyList<Identity> peer)
    {
        int best = entries.Select(entry => entry.Specificity(host, peer)).DefaultIfEmpty(0).Max();
        SecretEntry[] matches = best == 0 ? [] : [.. entries.Where(entry => entry.Specificity(host, peer) == best)];
        if (matches.FirstOrDefault()?.Key is not { } key)
        {
            ReportMissing(conn, matches.FirstOrDefault(), host, peer);
            return null;
        }

        foreach (SecretEntry other in matches.Where(other => other.Key is not null && !other.Key.Equals(key)))
            findings.Problem(other.File, other.Line, 1, $"two different secrets fit conn {Quoted.Text(conn.Name)}: this one and {matches[0].File}:{matches[0].Line}", "remove one, or name both ends");
        return key;
    }

    private void ReportMissing(ResolvedConn conn, SecretEntry? placeholder, IReadOnlyList<Identity> host, IReadOnlyList<Identity> peer)
    {
        string ids = string.Join(' ', host.Take(1).Concat(peer.Take(1)).Select(Index));
        findings.Missed(new MissingValue(
            placeholder?.File ?? conn.File, placeholder?.Line ?? conn.Line, $"the pre-shared key of {conn.Name} ({ids})", "--secrets", ids));
    }

    /// <summary>As ipsec.conf writes it, where a name without an "@" might be looked up.</summary>
    public static string Index(Identity identity)
    {
        string text = identity.ToString();
        bool isBare = identity.Type == IdentityType.Fqdn && !text.Contains(':', StringComparison.Ordinal);
        return isBare ? "@" + text : text;
    }
}
