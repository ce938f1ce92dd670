using System.Net.Sockets;
using Culvert.Core;

namespace Culvert.Hal;

/// <summary>A rule of the policy routing database that sends matching packets to a table.</summary>
/// <param name="Mark">Packets with this mark; null: any.</param>
/// <param name="LocalTo">
/// Packets of the machine itself to this network ("iif lo"), and the kernel's reverse path check of packets from it;
/// null: any packet.
/// </param>
public sealed record PolicyRule(
    AddressFamily Family, uint Priority, uint Table, byte Protocol, uint? Mark = null, IpPrefix? LocalTo = null)
{
    public override string ToString() =>
        $"{(Family == AddressFamily.InterNetwork ? "IPv4" : "IPv6")} {(Mark is { } mark ? $"mark 0x{mark:x8}" : $"to {LocalTo}")} table {Table}";
}
