using System.Diagnostics.CodeAnalysis;
using Culvert.Core;

namespace Culvert.Config.Import;

/// <summary>
/// leftsubnet and rightsubnet. They are the selectors to negotiate and, unless the person says otherwise with --local
/// and --remote, the networks to route too; a placeholder is both from there.
/// </summary>
internal sealed class ConnNetworksReader(ImportFindings findings, ImportOptions options, ResolvedConn conn)
{
    private static readonly string[] AnyProtocol = ["%any", "0/0", "0"];

    public TunnelNetworks Read(string localSide, string remoteSide)
    {
        List<TrafficSelector>? local = ReadSide(localSide, options.LocalNetworks, "the local network", "--local");
        List<TrafficSelector>? remote = ReadSide(remoteSide, options.RemoteNetworks, "the remote network", "--remote");
        if (local is null || remote is null) return new TunnelNetworks([], [], null, null);
        CheckFamilies(remoteSide + "subnet", local, remote);
        bool anyToAny = IsAny(local) && IsAny(remote);
        List<IpPrefix> localNetworks = Routed(localSide + "subnet", local, options.LocalNetworks, "--local", IsAny(local));
        List<IpPrefix> remoteNetworks = Routed(remoteSide + "subnet", remote, options.RemoteNetworks, "--remote", anyToAny);
        if (anyToAny && remoteNetworks.Count == 0)
            findings.Note(conn.File, conn.Line, "routes", $"everything may pass (0.0.0.0/0 at both ends), but no route is installed: {ImportAdvice.RouteFarNetworks(options)}", isWarning: true);
        return new TunnelNetworks(localNetworks, remoteNetworks, Unless(local, localNetworks), Unless(remote, remoteNetworks));
    }

    /// <summary>The selectors of one end. Null: missing or wrong, which was reported.</summary>
    private List<TrafficSelector>? ReadSide(string side, IReadOnlyList<IpPrefix> given, string what, string option)
    {
        List<TrafficSelector>? selectors = ReadSubnets(side + "subnet", given, what, option);
        return selectors is not null && conn.Find(side + "protoport") is { } entry && !AnyProtocol.Contains(entry.Value) ? Restrict(selectors, entry) : selectors;
    }

    // A subnet that says its own protocol keeps it.
    private List<TrafficSelector>? Restrict(List<TrafficSelector> selectors, ConfEntry entry)
    {
        var restricted = new List<TrafficSelector>();
        foreach (TrafficSelector selector in selectors)
        {
            if (!TrafficSelectorText.TryRestrict(selector, entry.Value, out TrafficSelector? narrow))
            {
                findings.Problem(entry, $"{entry.Keyword}={Quoted.Text(entry.Value)} is not a protocol and a port", "write tcp/443, udp/1024-65535, icmp or 47, all by number but the common protocols");
                return null;
            }

            restricted.Add(IsWhole(selector) ? narrow : selector);
        }

        return restricted;
    }

    /// <summary>Null: missing or wrong, which was reported.</summary>
    private List<TrafficSelector>? ReadSubnets(string keyword, IReadOnlyList<IpPrefix> given, string what, string option)
    {
        ConfEntry? entry = conn.Find(keyword);
        bool open = entry is null || entry.Value == "%dynamic" || Placeholder.IsIn(entry.Value);
        if (!open) return ParseList(entry!);
        if (given.Count > 0) return [.. given.Select(TrafficSelector.FromPrefix)];
        string place = entry is null ? $"no {keyword}" : $"{entry.Value} in {keyword}";
        findings.Missed(new MissingValue(entry?.File ?? conn.File, entry?.Line ?? conn.Line, $"{what} ({place})", option));
        return null;
    }

    private List<TrafficSelector>? ParseList(ConfEntry entry)
    {
        var selectors = new List<TrafficSelector>();
        foreach (string text in entry.Value.Trim('{', '}').Split([',', ' ', '\t'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (!TryParseLoosely(text, out TrafficSelector? selector))
            {
                findings.Problem(entry, $"{entry.Keyword}: {Quoted.Text(text)} is not a network", "write it as 10.60.0.0/16, or with a protocol and a port as 10.60.0.0/16[tcp/443]");
                return null;
            }

            if (!TrafficSelectorText.TryParse(text, out _)) findings.Note(entry, $"taken as {selector}");
            if (!selectors.Contains(selector)) selectors.Add(selector);
        }

        if (selectors.Count > 0) return selectors;
        findings.Problem(entry, $"{entry.Keyword} names no network", "write it as 10.60.0.0/16");
        return null;
    }

    /// <summary>Also with host bits set, which are cleared.</summary>
    private static bool TryParseLoosely(string text, [NotNullWhen(true)] out TrafficSelector? selector)
    {
        if (TrafficSelectorText.TryParse(text, out selector)) return true;
        int bracket = text.IndexOf('[', StringComparison.Ordinal);
        return NetworkText.TryParseLoosely(bracket < 0 ? text : text[..bracket], out IpPrefix network)
            && TrafficSelectorText.TryParse(network + (bracket < 0 ? "" : text[bracket..]), out selector);
    }

    private void CheckFamilies(string keyword, List<TrafficSelector> local, List<TrafficSelector> remote)
    {
        if (local.Any(near => remote.Any(far => near.IsIPv4 == far.IsIPv4))) return;
        findings.Problem(conn.File, conn.Find(keyword)?.Line ?? conn.Line, 1, $"conn {Quoted.Text(conn.Name)}: local and remote networks are of different families", "traffic needs both ends in IPv4 or both in IPv6");
    }

    /// <summary>The networks to route for the selectors: those given on the command line, else their own.</summary>
    private List<IpPrefix> Routed(string keyword, List<TrafficSelector> selectors, IReadOnlyList<IpPrefix> given, string option, bool isOpen)
    {
        if (given.Count == 0) return isOpen ? [] : NetworksOf(keyword, selectors, option);
        TrafficSelector[] addresses = [.. selectors.Select(Addresses)];
        foreach (IpPrefix network in given.Where(network => !TrafficSelector.FromPrefix(network).IsCoveredBy(addresses)))
        {
            ConfEntry entry = conn.Find(keyword)!;
            findings.Problem(entry, $"{(options.IsPasted ? "the network" : option)} {network} is outside of {entry}", ImportAdvice.WayOut(options, option, keyword));
        }

        return [.. given];
    }

    private List<IpPrefix> NetworksOf(string keyword, List<TrafficSelector> selectors, string option)
    {
        foreach (TrafficSelector range in selectors.Where(selector => selector.ToPrefix() is null))
            findings.Problem(conn.Find(keyword)!, $"{keyword}: {range} is no network to route", ImportAdvice.RouteInside(options, option));
        return [.. selectors.Select(selector => selector.ToPrefix()).OfType<IpPrefix>().Distinct()];
    }

    private static TrafficSelector Addresses(TrafficSelector selector) => new(selector.StartAddress, selector.EndAddress);

    private static bool IsWhole(TrafficSelector selector) => selector.Equals(Addresses(selector));

    private static bool IsAny(List<TrafficSelector> selectors) => selectors.All(selector => selector.ToPrefix() is { Length: 0 });

    private static List<TrafficSelector>? Unless(List<TrafficSelector> selectors, List<IpPrefix> networks) =>
        selectors.SequenceEqual(networks.Select(TrafficSelector.FromPrefix)) ? null : selectors;
}
