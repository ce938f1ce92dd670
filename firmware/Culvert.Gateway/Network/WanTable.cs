using System.Net;
using System.Net.Sockets;
using Culvert.Core;
using Culvert.Hal;

namespace Culvert.Gateway.Network;

/// <summary>
/// The promise "no loop": a table of our own that mirrors the main table without our routes, and the rules that send
/// marked packets there. Whatever a tunnel's route covers, IKE and ESP never see it.
/// </summary>
/// <param name="meanwhile">Called between one change and the next.</param>
internal sealed class WanTable(IKernelNetwork kernel, Action meanwhile)
{
    private static readonly AddressFamily[] BothFamilies = [AddressFamily.InterNetwork, AddressFamily.InterNetworkV6];

    /// <summary>The rules that stand now, be it of a former process.</summary>
    public IReadOnlyList<PolicyRule> Rules => kernel.GetRules(RoutingMarks.Protocol);

    /// <summary>Mirrors the main table as it is now.</summary>
    /// <param name="isWanLink">Routes by other links, those of the tunnels' devices among them, are no WAN routes.</param>
    public void Mirror(Func<int, bool> isWanLink, Action<KernelException> refused)
    {
        List<KernelRoute> wanted = [.. WantedRoutes(isWanLink)];
        IReadOnlyList<KernelRoute> present = kernel.GetRoutes(RoutingMarks.WanTable);
        // Longest prefixes first: a gateway must be reachable before a route through it is taken.
        foreach (KernelRoute route in wanted.Except(present).OrderByDescending(route => route.Destination.Length))
        {
            Action<KernelRoute> put = present.Any(route.HasPlaceOf) ? kernel.ReplaceRoute : kernel.AddRoute;
            Try(route.Destination.IsIPv4, () => put(route), refused);
        }

        foreach (KernelRoute route in present.Where(route => !wanted.Any(route.HasPlaceOf))) Remove(route, refused);
    }

    /// <summary>Sets the rules for the mark and for these peers; takes away those of former peers.</summary>
    public void SetRules(IEnumerable<IPAddress> peers, Action<KernelException> refused)
    {
        List<PolicyRule> wanted = [.. BothFamilies.Select(MarkRule), .. peers.Distinct().Select(PeerRule)];
        IReadOnlyList<PolicyRule> present = Rules;
        foreach (PolicyRule rule in wanted.Except(present)) Try(IsIPv4(rule), () => kernel.AddRule(rule), refused);
        foreach (PolicyRule rule in present.Except(wanted)) Remove(rule, refused);
    }

    /// <summary>Takes the rules away, and with the last of them the table.</summary>
    public void RemoveExcept(IReadOnlyList<PolicyRule> rules, Action<KernelException> refused)
    {
        foreach (PolicyRule rule in Rules.Except(rules)) Remove(rule, refused);
        if (rules.Count > 0) return;
        foreach (KernelRoute route in kernel.GetRoutes(RoutingMarks.WanTable)) Remove(route, refused);
    }

    private void Remove(PolicyRule rule, Action<KernelException> refused) => Try(IsIPv4(rule), () => kernel.RemoveRule(rule), refused);

    private void Remove(KernelRoute route, Action<KernelException> refused) =>
        Try(route.Destination.IsIPv4, () => kernel.RemoveRoute(route), refused);

    private void Try(bool isIPv4, Action change, Action<KernelException> refused)
    {
        meanwhile();
        KernelChange.Try(isIPv4, change, refused);
    }

    private static bool IsIPv4(PolicyRule rule) => rule.Family == AddressFamily.InterNetwork;

    private static PolicyRule MarkRule(AddressFamily family) =>
        new(family, RoutingMarks.RulePriority, RoutingMarks.WanTable, RoutingMarks.Protocol, RoutingMarks.SocketMark);

    // The kernel's reverse path check of a peer's packet is an unmarked lookup: a tunnel's route or guard that covers the
    // peer would make it fail. Forwarded packets never match this rule, so nothing private can use it.
    private static PolicyRule PeerRule(IPAddress peer) =>
        new(peer.AddressFamily, RoutingMarks.RulePriority, RoutingMarks.WanTable, RoutingMarks.Protocol, LocalTo: IpPrefix.Host(peer));

    private IEnumerable<KernelRoute> WantedRoutes(Func<int, bool> isWanLink) =>
        kernel.GetRoutes(KernelRoute.MainTable)
            .Where(route => route.Protocol != RoutingMarks.Protocol && !IsLinkScoped(route) && route.NextHops.All(hop => isWanLink(hop.LinkIndex)))
            .Select(route => route with { Table = RoutingMarks.WanTable, Protocol = RoutingMarks.Protocol })
            .Concat(BothFamilies.Select(Bottom))
            .DistinctBy(route => (route.Destination, route.Metric));

    // IPv6 has one fe80::/64 on every link, all in one place of the table; no peer is there.
    private static bool IsLinkScoped(KernelRoute route) =>
        route.Destination.Address.IsIPv6LinkLocal || route.Destination.Address.IsIPv6Multicast;

    // A marked packet without a WAN route must not fall through to the main table, where the tunnels' routes are.
    private static KernelRoute Bottom(AddressFamily family) => new()
    {
        Destination = IpPrefix.Containing(family == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any, 0),
        Table = RoutingMarks.WanTable,
        Protocol = RoutingMarks.Protocol,
        Type = RouteType.Unreachable,
        Metric = RoutingMarks.GuardMetric,
    };
}
