using Culvert.Core;

namespace Culvert.Control.Network;

/// <summary>
/// Devices, routes and guards from the state of the connections. Every tunnel has its device; every remote network has its
/// guard; routes go only into tunnels that carry, the active one first.
/// </summary>
internal static class RoutePlanner
{
    /// <summary>Metric of the route into the active tunnel of the first connection.</summary>
    public const int ActiveMetric = 10;

    private const int StandbyStep = 10;

    // Two connections may have the same far network: the first one has it, and the kernel's keys stay distinct.
    private const int ConnectionStep = 1000;

    public static NetworkPlan Plan(IReadOnlyList<ConnectionPlanInput> connections) => new(
        connections.SelectMany(c => c.Tunnels).Select(t => new NetworkPlan.TunnelDevice(t.Tunnel, t.Device, t.Mtu)).ToList(),
        connections.SelectMany(Routes).ToList(),
        connections.SelectMany(c => c.RemoteNetworks).SelectMany(Installable).Distinct().ToList(),
        connections.SelectMany(c => c.LocalNetworks).Distinct().ToList(),
        connections.SelectMany(c => c.Peers).Distinct().ToList());

    private static IEnumerable<NetworkPlan.TunnelRoute> Routes(ConnectionPlanInput connection, int index) =>
        from tunnel in connection.Tunnels.Select((t, rank) => (t.Device, t.Active, t.Carries, Rank: rank))
        where tunnel.Carries
        let metric = (index * ConnectionStep) + ActiveMetric + (tunnel.Active ? 0 : (tunnel.Rank + 1) * StandbyStep)
        from network in connection.RemoteNetworks
        from prefix in Installable(network)
        select new NetworkPlan.TunnelRoute(prefix, tunnel.Device, metric);

    // 0.0.0.0/0 as its halves beats the machine's own default route without replacing it.
    private static IEnumerable<IpPrefix> Installable(IpPrefix network)
    {
        if (network.Length > 0) return [network];
        (IpPrefix lower, IpPrefix upper) = network.Halves();
        return [lower, upper];
    }
}
