using Culvert.Core;
using Culvert.Hal;

namespace Culvert.Gateway.Network;

/// <summary>Finds the LAN where nobody names it.</summary>
internal static class LanDevices
{
    /// <summary>Every device that is not ours and has an address inside the networks.</summary>
    public static IEnumerable<string> Inside(IKernelNetwork kernel, IReadOnlyList<IpPrefix> networks)
    {
        Dictionary<int, KernelLink> links = kernel.GetLinks().Where(link => !link.IsLoopback).ToDictionary(link => link.Index);
        return kernel.GetAddresses()
            .Where(address => links.ContainsKey(address.LinkIndex) && !address.Address.Equals(RoutingMarks.TunnelAddress))
            .Where(address => networks.Any(network => network.Contains(address.Address)))
            .Select(address => links[address.LinkIndex].Name)
            .Distinct();
    }
}
