using Culvert.Core;

namespace Culvert.Config.Import;

/// <summary>
/// leftsubnet and rightsubnet. They are the selectors to negotiate and, unless the person says otherwise with --local
/// and --remote, the networks to route too; a placeholder is both from there.
/// </summary>
internal sealed class ConnNetworksReader(ImportFindings findings, ImportOptions options, ResolvedConn conn)
{
    public TunnelNetworks Read(string localSide, string remoteSide)
    {
        IReadOnlyList<IpPrefix>? local = ReadSubnets(localSide + "subnet", options.LocalNetworks, "the local network", "--local");
        IReadOnlyList<IpPrefix>? remote = ReadSubnets(remoteSide + "subnet", options.RemoteNetworks, "the remote network", "--remote");
        if (local is null || remote is null) return new TunnelNetworks([], [], null, null);
        CheckFamilies(remoteSide + "subnet", local, remote);
        bool anyToAny = IsAny(local) && IsAny(remote);
        IReadOnlyList<IpPrefix> localNetworks = Routed(localSide + "subnet", local, options.LocalNetworks, "--local", IsAny(local));
        IReadOnlyList<IpPrefix> remoteNetworks = Routed(remoteSide + "subnet", remote, options.RemoteNetworks, "--remote", anyToAny);
        if (anyToAny && remoteNetworks.Count == 0)
            findings.Note(conn.File, conn.Line, "routes", "everything may pass (0.0.0.0/0 at both ends), but no route is installed: name the far networks with --remote", isWarning: true);
        return new TunnelNetworks(localNetworks, remoteNetworks, Unless(local, localNetworks), Unless(remote, remoteNetworks));
    }

    /// <summary>Null: missing or wrong, which was reported.</summary>
    private IReadOnlyList<IpPrefix>? ReadSubnets(string keyword, IReadOnlyList<IpPrefix> given, string what, string option)
    {
        ConfEntry? entry = conn.Find(keyword);
        bool open = entry is null || entry.Value == "%dynamic" || Placeholder.IsIn(entry.Value);
        if (!open) return ParseList(entry!);
        if (given.Count > 0) return given;
        string place = entry is null ? $"no {keyword}" : $"{entry.Value} in {keyword}";
        findings.Missed(new MissingValue(entry?.File ?? conn.File, entry?.Line ?? conn.Line, $"{what} ({place})", option));
        return null;
    }

    private List<IpPrefix>? ParseList(ConfEntry entry)
    {
        var networks = new List<IpPrefix>();
        foreach (string text in entry.Value.Trim('{', '}').Split([',', ' ', '\t'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (!NetworkText.TryParseLoosely(text, out IpPrefix network))
            {
                findings.Problem(entry, $"{entry.Keyword}: {Quoted.Text(text)} is not a network", "write it as 10.60.0.0/16; protocols, ports and virtual networks are not supported by this version");
                return null;
            }

            if (!IpPrefix.TryParse(text, out _)) findings.Note(entry, $"taken as {network}");
            if (!networks.Contains(network)) networks.Add(network);
        }

        if (networks.Count > 0) return networks;
        findings.Problem(entry, $"{entry.Keyword} names no network", "write it as 10.60.0.0/16");
        return null;
    }

    private void CheckFamilies(string keyword, IReadOnlyList<IpPrefix> local, IReadOnlyList<IpPrefix> remote)
    {
        if (local.Any(near => remote.Any(far => near.Family == far.Family))) return;
        findings.Problem(conn.File, conn.Find(keyword)?.Line ?? conn.Line, 1, $"conn {Quoted.Text(conn.Name)}: local and remote networks are of different families", "traffic needs both ends in IPv4 or both in IPv6");
    }

    /// <summary>The networks to route for a selector: those given on the command line, else the selector itself.</summary>
    private IReadOnlyList<IpPrefix> Routed(string keyword, IReadOnlyList<IpPrefix> selector, IReadOnlyList<IpPrefix> given, string option, bool isOpen)
    {
        if (given.Count == 0) return isOpen ? [] : selector;
        foreach (IpPrefix network in given.Where(network => !selector.Any(wide => wide.Contains(network))))
        {
            ConfEntry entry = conn.Find(keyword)!;
            findings.Problem(entry, $"{option} {network} is outside of {entry}", $"leave {option} away, or widen {keyword}");
        }

        return given;
    }

    private static bool IsAny(IReadOnlyList<IpPrefix> networks) => networks.All(network => network.Length == 0);

    private static IReadOnlyList<IpPrefix>? Unless(IReadOnlyList<IpPrefix> selectors, IReadOnlyList<IpPrefix> networks) =>
        selectors.SequenceEqual(networks) ? null : selectors;
}
