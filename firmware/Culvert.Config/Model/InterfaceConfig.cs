using System.Net;

namespace Culvert.Config;

/// <param name="Device">Kernel name; null: by the board's NIC role.</param>
/// <param name="Dhcp">The address comes by DHCP.</param>
/// <param name="Address">Static address with its prefix length; null: leave the device's addresses alone.</param>
public sealed record InterfaceConfig(string? Device, bool Dhcp, IPAddress? Address, int PrefixLength);
