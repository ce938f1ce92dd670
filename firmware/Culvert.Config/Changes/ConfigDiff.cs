namespace Culvert.Config;

/// <summary>What a new configuration changes, so that the gateway applies that and touches nothing else.</summary>
/// <param name="RenegotiatedTunnels">Tunnels that are new or whose security associations must be made anew.</param>
/// <param name="AdjustedTunnels">Tunnels whose associations live on with other preference, liveness or lifetimes.</param>
/// <param name="RemovedTunnels">Tunnels that are gone.</param>
public sealed record ConfigDiff(
    bool SystemChanged,
    bool InterfacesChanged,
    IReadOnlyList<string> ChangedConnections,
    IReadOnlyList<string> RenegotiatedTunnels,
    IReadOnlyList<string> AdjustedTunnels,
    IReadOnlyList<string> RemovedTunnels)
{
    public static ConfigDiff Between(GatewayConfig before, GatewayConfig after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return new ConfigDiff(before.System != after.System, before.Interfaces != after.Interfaces, [], [], [], []);
    }
}
