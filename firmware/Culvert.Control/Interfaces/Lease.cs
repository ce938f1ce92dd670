using System.Net;
using Culvert.Core;

namespace Culvert.Control.Interfaces;

/// <summary>What a DHCP server gave.</summary>
/// <param name="Gateway">Where the default route leads; null: there is none.</param>
/// <param name="Mtu">Octets; 0: the server said nothing of it.</param>
/// <param name="Server">Who gave it; null when it did not say.</param>
/// <param name="Duration">From <paramref name="Since"/>; null: for ever.</param>
public sealed record Lease(
    string Device,
    IPAddress Address,
    int PrefixLength,
    IPAddress? Gateway,
    IReadOnlyList<IPAddress> NameServers,
    IReadOnlyList<IPAddress> TimeServers,
    int Mtu,
    IPAddress? Server,
    TimeSpan? Duration,
    Instant Since)
{
    public IpPrefix Network => IpPrefix.Containing(Address, PrefixLength);

    public Deadline Expiry => Duration is { } duration ? new Deadline(Since + duration, "the DHCP lease expires") : Deadline.Never;
}
