using Culvert.Core;
using Culvert.Hal;

namespace Culvert.Gateway.Network;

/// <summary>Finds the LAN where nobody names it.</summary>
internal static class LanDevices
{
    /// <summary>Every device that is not ours, nor the WAN, and has an address inside the networks.</summary>
    /// <param name="wan">The WAN's device, where that is named: whoever gives it an address does not make it a LAN.</param>
    public static IEnumerable<string> Inside(IKernelNetwork kernel, IReadOnlyList<IpPrefix> networks, string? wan)
    {
        Dictionary<int, KernelLink> links = kernel.GetLinks().Where(link => !link.IsLoopback).ToDictionary(link => link.Index);
        return kernel.GetAddresses()
            .Where(address => links.ContainsKey(address.LinkIndex) && !address.Address.Equals(RoutingMarks.TunnelAddress))
            .Where(address => networks.Any(network => network.Contains(address.Address)))
            .Select(address => links[address.LinkIndex].Name)
            .Where(device => device != wan)
            .Distinct();
    }
}
