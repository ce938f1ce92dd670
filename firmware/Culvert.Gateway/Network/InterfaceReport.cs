using Culvert.Console;
using Culvert.Control;
using Culvert.Hal;

namespace Culvert.Gateway.Network;

/// <summary>The machine's network devices as they are now, and what each is to us.</summary>
internal sealed class InterfaceReport(IKernelNetwork kernel, NetworkReconciler network, NicRoles nics)
{
    /// <summary>What the board's ports are missing, a sentence each.</summary>
    public IReadOnlyList<string> Problems => nics.Problems;

    /// <summary>All but the loopback, ours first; also those that are named and not there.</summary>
    /// <exception cref="KernelException">They cannot be seen.</exception>
    public IReadOnlyList<InterfaceStatus> Look(NetworkPlan plan)
    {
        NicDevices named = nics.Devices;
        HashSet<string> wan = named.Wan is null ? [.. network.WanDevices()] : [named.Wan];
        HashSet<string> lan = named.Lan is null ? [.. LanDevices.Inside(kernel, plan.LanNetworks)] : [named.Lan];
        Dictionary<string, string> tunnels = plan.Devices.ToDictionary(device => device.Device, device => device.Tunnel);
        ILookup<int, string> addresses = kernel.GetAddresses()
            .Where(address => !address.Address.Equals(RoutingMarks.TunnelAddress))
            .ToLookup(address => address.LinkIndex, address => $"{address.Address}/{address.PrefixLength}");
        IReadOnlyList<KernelLink> links = kernel.GetLinks();
        IEnumerable<InterfaceStatus> there = links.Where(link => !link.IsLoopback).Select(link => new InterfaceStatus(
            link.Name, RoleOf(link.Name), tunnels.GetValueOrDefault(link.Name), link.IsUp, link.Mtu, [.. addresses[link.Index]]));
        IEnumerable<InterfaceStatus> missing = wan.Union(lan).Union(tunnels.Keys).Except(links.Select(link => link.Name)).Select(name =>
            new InterfaceStatus(name, RoleOf(name), tunnels.GetValueOrDefault(name), IsUp: null, Mtu: null, []));
        return [.. there.Concat(missing).OrderBy(one => one.Role)];

        InterfaceRole RoleOf(string name) =>
            tunnels.ContainsKey(name) ? InterfaceRole.Tunnel
            : wan.Contains(name) ? InterfaceRole.Wan
            : lan.Contains(name) ? InterfaceRole.Lan
            : InterfaceRole.None;
    }
}
