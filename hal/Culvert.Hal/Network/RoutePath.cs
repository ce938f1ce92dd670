using System.Net;

namespace Culvert.Hal;

/// <summary>How a packet would leave: from which address, by which device, and how large it may be in octets.</summary>
public sealed record RoutePath(IPAddress Source, int LinkIndex, string Device, int Mtu);
