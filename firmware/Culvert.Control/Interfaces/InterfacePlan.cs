using System.Net;

namespace Culvert.Control.Interfaces;

/// <summary>
/// What the configuration asks of the two ports: the whole of it, each time. Whoever carries it out compares with what is
/// there, and touches only what was set by us.
/// </summary>
/// <param name="Devices">Devices that must be up.</param>
/// <param name="NameServers">Best first; empty: nobody is to be asked.</param>
public sealed record InterfacePlan(
    IReadOnlyList<string> Devices, IReadOnlyList<InterfaceAddress> Addresses, IReadOnlyList<InterfaceRoute> Routes, IReadOnlyList<IPAddress> NameServers)
{
    public static InterfacePlan Empty { get; } = new([], [], [], []);

    public bool Equals(InterfacePlan? other) =>
        other is not null && Devices.SequenceEqual(other.Devices) && Addresses.SequenceEqual(other.Addresses) && Routes.SequenceEqual(other.Routes)
        && NameServers.SequenceEqual(other.NameServers);

    public override int GetHashCode() => HashCode.Combine(Devices.Count, Addresses.Count, Routes.Count, NameServers.Count);
}
