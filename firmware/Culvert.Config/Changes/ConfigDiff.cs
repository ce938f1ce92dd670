namespace Culvert.Config;

/// <summary>What a new configuration changes, so that the gateway applies that and touches nothing else.</summary>
/// <param name="ChangedConnections">Connections whose networks, routing or mode differ, and those that came or went.</param>
/// <param name="RenegotiatedTunnels">Tunnels that are new or whose security associations must be made anew.</param>
/// <param name="AdjustedTunnels">Tunnels whose associations live on, with other preference, start, liveness or lifetimes.</param>
/// <param name="RemovedTunnels">Tunnels that are gone.</param>
public sealed record ConfigDiff(
    bool SystemChanged,
    bool InterfacesChanged,
    IReadOnlyList<string> ChangedConnections,
    IReadOnlyList<string> RenegotiatedTunnels,
    IReadOnlyList<string> AdjustedTunnels,
    IReadOnlyList<string> RemovedTunnels)
{
    public bool IsEmpty =>
        !SystemChanged && !InterfacesChanged && ChangedConnections.Count == 0 && RenegotiatedTunnels.Count == 0 &&
        AdjustedTunnels.Count == 0 && RemovedTunnels.Count == 0;

    public static ConfigDiff Between(GatewayConfig before, GatewayConfig after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        Dictionary<string, TunnelConfig> old = before.Tunnels.ToDictionary(tunnel => tunnel.Name);
        HashSet<string> kept = [.. after.Tunnels.Select(tunnel => tunnel.Name)];
        return new ConfigDiff(
            before.System != after.System,
            before.Interfaces != after.Interfaces,
            ChangedNames(before.Connections, after.Connections),
            [.. after.Tunnels.Where(tunnel => !old.TryGetValue(tunnel.Name, out TunnelConfig? was) || !SameNegotiation(was, tunnel)).Select(tunnel => tunnel.Name)],
            [.. after.Tunnels.Where(tunnel => old.TryGetValue(tunnel.Name, out TunnelConfig? was) && SameNegotiation(was, tunnel) && !SameConduct(was, tunnel)).Select(tunnel => tunnel.Name)],
            [.. old.Keys.Where(name => !kept.Contains(name))]);
    }

    private static string[] ChangedNames(IReadOnlyList<ConnectionConfig> before, IReadOnlyList<ConnectionConfig> after)
    {
        IEnumerable<string> gone = before.Select(connection => connection.Name).Except(after.Select(connection => connection.Name));
        IEnumerable<string> other = after
            .Where(connection => before.FirstOrDefault(was => was.Name == connection.Name) is not { } was || !Same(was, connection))
            .Select(connection => connection.Name);
        return [.. other, .. gone];
    }

    private static bool Same(ConnectionConfig left, ConnectionConfig right) =>
        left.Mode == right.Mode &&
        left.Routing == right.Routing &&
        left.LocalNetworks.SequenceEqual(right.LocalNetworks) &&
        left.RemoteNetworks.SequenceEqual(right.RemoteNetworks) &&
        left.Tunnels.Select(tunnel => tunnel.Name).SequenceEqual(right.Tunnels.Select(tunnel => tunnel.Name));

    /// <summary>What the two ends agreed on, or proved to each other.</summary>
    private static bool SameNegotiation(TunnelConfig left, TunnelConfig right) =>
        left.Connection == right.Connection &&
        Equals(left.LocalAddress, right.LocalAddress) &&
        Equals(left.LocalId, right.LocalId) &&
        left.RemoteAddress.Equals(right.RemoteAddress) &&
        left.RemoteId.Equals(right.RemoteId) &&
        left.IkeVersion == right.IkeVersion &&
        left.IkeProposals.SequenceEqual(right.IkeProposals) &&
        left.EspProposals.SequenceEqual(right.EspProposals) &&
        left.Encapsulation == right.Encapsulation &&
        left.ReplayWindow == right.ReplayWindow &&
        left.LocalSelectors.SequenceEqual(right.LocalSelectors) &&
        left.RemoteSelectors.SequenceEqual(right.RemoteSelectors) &&
        left.PreSharedKey.Equals(right.PreSharedKey);

    private static bool SameConduct(TunnelConfig left, TunnelConfig right) =>
        left.Start == right.Start &&
        left.Preference == right.Preference &&
        left.IkeLifetime == right.IkeLifetime &&
        left.EspLifetime == right.EspLifetime &&
        left.DpdDelay == right.DpdDelay &&
        left.DpdTimeout == right.DpdTimeout;
}
