using Culvert.Core;

namespace Culvert.Config;

/// <summary>One or more tunnels to the same far networks.</summary>
public sealed record ConnectionConfig
{
    public required string Name { get; init; }

    public ConnectionMode Mode { get; init; } = ConnectionMode.ActiveStandby;

    public RoutingMode Routing { get; init; } = RoutingMode.Static;

    public IReadOnlyList<IpPrefix> LocalNetworks { get; init; } = [];

    /// <summary>What is routed into the tunnels and guarded.</summary>
    public IReadOnlyList<IpPrefix> RemoteNetworks { get; init; } = [];

    /// <summary>In descending preference.</summary>
    public required IReadOnlyList<TunnelConfig> Tunnels { get; init; }
}
