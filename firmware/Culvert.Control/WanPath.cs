using System.Net;

namespace Culvert.Control;

/// <summary>The machine's route to a tunnel's peer, as the WAN-only table sees it.</summary>
/// <param name="Source">The source address that the kernel would choose.</param>
/// <param name="Mtu">In octets: of the WAN device, or of the route or the way itself where that is known to be narrower.</param>
/// <param name="Device">Kernel name of the WAN device.</param>
/// <param name="AllowsRawEsp">Whether this machine may send ESP without UDP on it.</param>
public sealed record WanPath(IPAddress Source, int Mtu, string Device, bool AllowsRawEsp = true)
{
    /// <summary>
    /// Stands for a peer of unknown address where the way to it is asked for: the first address of TEST-NET-1 (RFC 5737), which
    /// nobody has, so that it takes the default route. A WAN without a default route for IPv4 has no way to such a peer.
    /// </summary>
    public static IPAddress Anybody { get; } = new([192, 0, 2, 0]);

    /// <summary>Whether the other differs in nothing but its MTU.</summary>
    public bool IsSameWay(WanPath? other) => other is not null && this with { Mtu = other.Mtu } == other;
}
