using System.Net;
using Culvert.Core;

namespace Culvert.Config;

/// <param name="Device">Kernel name; null: by the board's NIC role.</param>
/// <param name="Address">Static address with its prefix length; null: leave the device's addresses alone, or DHCP.</param>
public record InterfaceConfig(string? Device, IPAddress? Address, int PrefixLength)
{
    /// <summary>The network that the static address is in; null without one.</summary>
    public IpPrefix? Network => Address is null ? null : IpPrefix.Containing(Address, PrefixLength);
}
