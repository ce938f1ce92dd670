using System.Net;
using Culvert.Core;

namespace Culvert.Control;

/// <summary>
/// How the kernel's network should look for our part: the whole of it, each time. Whoever carries it out compares with
/// what is there and touches only our own devices, and routes of our own protocol number.
/// </summary>
/// <param name="Devices">One TUN device per tunnel.</param>
/// <param name="Routes">Routes into tunnels. Prefixes of length 0 are already split into halves.</param>
/// <param name="Guards">Networks that must be unreachable when no tunnel carries them; they outlive the process.</param>
/// <param name="LanNetworks">Forwarding is switched on for devices that have an address in these.</param>
/// <param name="Peers">Outer addresses of the peers: their route tells the WAN device.</param>
public sealed record NetworkPlan(
    IReadOnlyList<NetworkPlan.TunnelDevice> Devices,
    IReadOnlyList<NetworkPlan.TunnelRoute> Routes,
    IReadOnlyList<IpPrefix> Guards,
    IReadOnlyList<IpPrefix> LanNetworks,
    IReadOnlyList<IPAddress> Peers)
{
    public static NetworkPlan Empty { get; } = new([], [], [], [], []);

    /// <param name="Tunnel">The tunnel's name.</param>
    /// <param name="Device">The name of its device: at most 15 characters, unique.</param>
    /// <param name="Mtu">Largest inner packet in octets that fits the WAN after encapsulation.</param>
    public sealed record TunnelDevice(string Tunnel, string Device, int Mtu);

    public sealed record TunnelRoute(IpPrefix Prefix, string Device, int Metric);
}
