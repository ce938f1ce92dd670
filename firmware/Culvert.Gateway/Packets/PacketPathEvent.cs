using System.Net;

namespace Culvert.Gateway.Packets;

/// <summary>What the packet path tells the control thread, beside its counters.</summary>
public abstract record PacketPathEvent
{
    /// <summary>An SA has passed its soft limit, or is at its end (RFC 4301 section 4.4.2.1, RFC 4303 section 3.3.3).</summary>
    public sealed record SaWorn(string Tunnel, bool IsInbound, uint Spi, bool IsSpent) : PacketPathEvent;

    /// <summary>The first authenticated packet came in on this SA.</summary>
    public sealed record FirstPacket(string Tunnel, uint Spi) : PacketPathEvent;

    /// <summary>An authenticated packet came from another address or port than before: a NAT has a new mapping.</summary>
    public sealed record PeerMoved(string Tunnel, IPEndPoint Remote) : PacketPathEvent;

    /// <summary>An authenticated packet came without UDP on this SA, which was negotiated with it.</summary>
    public sealed record CameRaw(string Tunnel, uint Spi) : PacketPathEvent;

    /// <summary>Something worth a line in the log, said once.</summary>
    /// <param name="Tunnel">Empty when it concerns none.</param>
    /// <param name="IsWarning">A person should act; else for information.</param>
    public sealed record Notice(string Tunnel, string Text, bool IsWarning) : PacketPathEvent;
}
