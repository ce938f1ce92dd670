using Culvert.Console;
using Culvert.Control;
using Culvert.Hal;

namespace Culvert.Gateway.Network;

/// <summary>The machine's network devices as they are now, and what each is to us.</summary>
internal sealed class InterfaceReport(IKernelNetwork kernel, NetworkReconciler network, NicRoles nics, PortKeeper ports)
{
    public DeviceCounters Counters => kernel.GetCounters();

    /// <summary>What the ports are missing, or wait for: a sentence each.</summary>
    public IReadOnlyList<string> Problems
    {
        get
        {
            List<string> problems = [.. nics.Problems];
            foreach (NetworkProblem refused in ports.Problems) problems.Add(refused.Text);
            if (ports.Problems.Count == 0 && ports.WanTrouble is { } trouble) problems.Add(trouble);
            if (ports.LanTrouble is { } lan) problems.Add(lan);
            problems.AddRange(ports.Remarks);
            return problems;
        }
    }

    /// <summary>All but the loopback, ours first; also those that are named and not there.</summary>
    /// <exception cref="KernelException">They cannot be seen.</exception>
    public IReadOnlyList<InterfaceStatus> Look(NetworkPlan plan)
    {
        NicDevices named = nics.Devices;
        HashSet<string> wan = named.Wan is null ? [.. network.WanDevices()] : [named.Wan];
        HashSet<string> lan = named.Lan is null ? [.. LanDevices.Inside(kernel, plan.LanNetworks, named.Wan)] : [named.Lan];
        Dictionary<string, string> tunnels = plan.Devices.ToDictionary(device => device.Device, device => device.Tunnel);
        ILookup<int, string> addresses = kernel.GetAddresses()
            .Where(address => !address.Address.Equals(RoutingMarks.TunnelAddress))
            .ToLookup(address => address.LinkIndex, address => $"{address.Address}/{address.PrefixLength}");
        IReadOnlyList<KernelLink> links = kernel.GetLinks();
        IEnumerable<InterfaceStatus> there = links.Where(link => !link.IsLoopback).Select(link => new InterfaceStatus(
            link.Name, RoleOf(link.Name), tunnels.GetValueOrDefault(link.Name), link.IsUp, link.Mtu, [.. addresses[link.Index]])
        { Source = ports.SourceOf(link.Name) });
        IEnumerable<InterfaceStatus> missing = wan.Union(lan).Union(tunnels.Keys).Except(links.Select(link => link.Name)).Select(name =>
            new InterfaceStatus(name, RoleOf(name), tunnels.GetValueOrDefault(name), IsUp: null, Mtu: null, []) { Source = ports.SourceOf(name) });
        return [.. there.Concat(missing).OrderBy(one => one.Role)];

        InterfaceRole RoleOf(string name) =>
            tunnels.ContainsKey(name) ? InterfaceRole.Tunnel
            : wan.Contains(name) ? InterfaceRole.Wan
            : lan.Contains(name) ? InterfaceRole.Lan
            : InterfaceRole.None;
    }
}
