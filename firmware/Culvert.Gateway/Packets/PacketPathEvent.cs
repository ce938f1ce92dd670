using System.Net;

namespace Culvert.Gateway.Packets;

/// <summary>What the packet path tells the control thread, beside its counters.</summary>
public abstract record PacketPathEvent
{
    /// <summary>An outbound SA has used most of its sequence numbers: rekey it before it stops (RFC 4303 section 3.3.3).</summary>
    public sealed record SequenceRunningOut(string Tunnel, uint Spi) : PacketPathEvent;

    /// <summary>The first authenticated packet came in on this SA.</summary>
    public sealed record FirstPacket(string Tunnel, uint Spi) : PacketPathEvent;

    /// <summary>An authenticated packet came from another address or port than before: a NAT has a new mapping.</summary>
    public sealed record PeerMoved(string Tunnel, IPEndPoint Remote) : PacketPathEvent;

    /// <summary>Something worth a line in the log, said once.</summary>
    /// <param name="Tunnel">Empty when it concerns none.</param>
    /// <param name="IsWarning">A person should act; else for information.</param>
    public sealed record Notice(string Tunnel, string Text, bool IsWarning) : PacketPathEvent;
}
