using Culvert.Config;
using Culvert.Core;

namespace Culvert.Control;

/// <summary>What is told of a connection.</summary>
/// <param name="Active">The tunnel that carries its traffic; null: none.</param>
/// <param name="Tunnels">In descending preference.</param>
public sealed record ConnectionStatus(
    string Name,
    ConnectionMode Mode,
    RoutingMode Routing,
    IReadOnlyList<IpPrefix> LocalNetworks,
    IReadOnlyList<IpPrefix> RemoteNetworks,
    string? Active,
    IReadOnlyList<TunnelStatus> Tunnels);
