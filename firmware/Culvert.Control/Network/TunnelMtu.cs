using System.Net;
using System.Net.Sockets;
using Culvert.Config;
using Culvert.Core;
using Culvert.Esp;
using Culvert.Ike;

namespace Culvert.Control.Network;

/// <summary>The MTU of a tunnel's device: what still fits the WAN after encapsulation.</summary>
internal static class TunnelMtu
{
    private const int EthernetMtu = 1500;

    /// <summary>The least that an IPv4 link may have (RFC 791 section 3.2); a WAN that small carries no tunnel anyway.</summary>
    private const int Least = 68;

    /// <summary>What every link of IPv6 must carry (RFC 8200 section 5), and a tunnel through which it goes as well: the outer packets are fragmented then.</summary>
    private const int LeastIPv6 = 1280;

    /// <summary>Of the negotiated suite, or before that of the most expensive one that may be negotiated.</summary>
    /// <param name="peer">Where the SA leads, or is to lead; null while nobody knows, which counts as IPv4.</param>
    public static int Of(TunnelConfig config, IPAddress? peer, ChildSaStatus? child, WanPath? path)
    {
        int outer = path?.Mtu ?? EthernetMtu;
        bool outerIPv6 = peer?.AddressFamily == AddressFamily.InterNetworkV6;
        int inner = child is not null
            ? EspMtu.Inner(child.Suite, child.UdpEncapsulated, outer, outerIPv6)
            : config.EspProposals.Min(suite => EspMtu.Inner(suite, config.Encapsulation != EncapsulationMode.Esp, outer, outerIPv6));
        return Math.Max(inner, config.RemoteSelectors.Any(selector => !selector.IsIPv4) ? LeastIPv6 : Least);
    }
}
