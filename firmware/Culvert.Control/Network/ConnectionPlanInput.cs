using System.Net;
using Culvert.Core;

namespace Culvert.Control.Network;

/// <summary>What the network plan needs to know of a connection; tunnels in descending preference.</summary>
internal sealed record ConnectionPlanInput(
    IReadOnlyList<IpPrefix> LocalNetworks,
    IReadOnlyList<IpPrefix> RemoteNetworks,
    IReadOnlyList<TunnelPlanInput> Tunnels,
    IReadOnlyList<IPAddress> Peers);
