using System.Net;
using Culvert.Esp;

namespace Culvert.Control;

/// <summary>An order to the packet path, to be carried out in the order given, before any datagram that follows it is sent.</summary>
public abstract record PathChange(string Tunnel)
{
    /// <summary>Accept what carries this SPI. The packet path owns the keys from here.</summary>
    public sealed record InstallInbound(string Tunnel, EspSaParameters Sa) : PathChange(Tunnel);

    public sealed record RemoveInbound(string Tunnel, uint Spi) : PathChange(Tunnel);

    /// <summary>Send the tunnel's packets on this SA from the next packet on, in place of any earlier one.</summary>
    public sealed record UseOutbound(string Tunnel, EspSaParameters Sa) : PathChange(Tunnel);

    /// <summary>Go on sending on the SA in use, to this address and port.</summary>
    public sealed record MovePeer(string Tunnel, IPEndPoint Remote) : PathChange(Tunnel);

    /// <summary>Drop what is routed into the tunnel until there is an SA again, if this SPI is the one in use.</summary>
    public sealed record StopOutbound(string Tunnel, uint Spi) : PathChange(Tunnel);

    /// <summary>One octet 0xFF to the peer's UDP port, which holds the NAT's mapping open (RFC 3948 section 2.3).</summary>
    public sealed record SendNatKeepalive(string Tunnel, IPEndPoint Local, IPEndPoint Remote) : PathChange(Tunnel);
}
