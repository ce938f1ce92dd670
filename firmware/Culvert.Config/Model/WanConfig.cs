using System.Net;
using Culvert.Core;

namespace Culvert.Config;

/// <summary>The WAN's NIC.</summary>
public sealed record WanConfig(string? Device, IPAddress? Address = null, int PrefixLength = 0) : InterfaceConfig(Device, Address, PrefixLength)
{
    /// <summary>The address comes by DHCP.</summary>
    public bool Dhcp { get; init; }

    /// <summary>Where the default route leads that comes with a static address; null: none.</summary>
    public IPAddress? Gateway { get; init; }

    /// <summary>Instead of those that DHCP brings.</summary>
    public IReadOnlyList<IPAddress> NameServers { get; init; } = [];

    public bool Equals(WanConfig? other) =>
        other is not null && base.Equals(other) && Dhcp == other.Dhcp && Equals(Gateway, other.Gateway) && NameServers.SequenceEqual(other.NameServers);

    public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), Dhcp, Gateway, NameServers.Count);
}
