using System.Net;
using Culvert.Core;

namespace Culvert.Control.Interfaces;

/// <summary>A route that belongs to an address of ours.</summary>
/// <param name="Gateway">Null: the destination is on the link.</param>
/// <param name="Source">That address.</param>
/// <param name="Mtu">Octets; 0: the device's.</param>
public sealed record InterfaceRoute(string Device, IpPrefix Destination, IPAddress? Gateway, IPAddress Source, int Mtu = 0);
