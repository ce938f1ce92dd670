using System.Net;
using Culvert.Esp;

namespace Culvert.Control;

/// <summary>An order to the packet path, to be carried out in the order given, before any datagram that follows it is sent.</summary>
public abstract record PathChange(string Tunnel)
{
    /// <summary>Accept what carries this SPI. The packet path owns the keys from here.</summary>
    public sealed record InstallInbound(string Tunnel, EspSaParameters Sa) : PathChange(Tunnel);

    public sealed record RemoveInbound(string Tunnel, uint Spi) : PathChange(Tunnel);

    /// <summary>
    /// Send what this SA's selectors permit on it from the next packet on. Of several that permit a packet the one that
    /// was ordered last carries it. The packet path owns the keys from here.
    /// </summary>
    public sealed record UseOutbound(string Tunnel, EspSaParameters Sa) : PathChange(Tunnel);

    /// <summary>Send this SA's packets as raw ESP (IP protocol 50) from now on, without UDP.</summary>
    public sealed record SendRaw(string Tunnel, uint Spi) : PathChange(Tunnel);

    /// <summary>Go on sending on the tunnel's SAs, to this address and port.</summary>
    public sealed record MovePeer(string Tunnel, IPEndPoint Remote) : PathChange(Tunnel);

    /// <summary>Send on this SA no more. What no other SA of the tunnel permits is dropped.</summary>
    public sealed record StopOutbound(string Tunnel, uint Spi) : PathChange(Tunnel);

    /// <summary>One octet 0xFF to the peer's UDP port, which holds the NAT's mapping open (RFC 3948 section 2.3).</summary>
    public sealed record SendNatKeepalive(string Tunnel, IPEndPoint Local, IPEndPoint Remote) : PathChange(Tunnel);
}
