using System.Net;
using Culvert.Core;

namespace Culvert.Ike;

/// <summary>What IKE tells the rest of the box. Texts are sentences for a person and hold no secret.</summary>
public abstract record IkeEvent(string Tunnel)
{
    /// <summary>A new IKE SA is authenticated, by first contact or by rekey; ask the endpoint for its status.</summary>
    public sealed record IkeSaEstablished(string Tunnel, bool IsRekey) : IkeEvent(Tunnel);

    /// <summary>An IKE SA ended. Its children were, or will be, reported by <see cref="ChildRemoved"/>. A rekeyed SA's end is silent.</summary>
    public sealed record IkeSaDown(string Tunnel, IkeFailure Why, string Text) : IkeEvent(Tunnel);

    /// <summary>
    /// Install the inbound SA before anything else is sent; send on it too when <paramref name="OutboundReady"/>
    /// (a rekeying responder waits for the DELETE of the old one, RFC 7296 section 2.8).
    /// </summary>
    public sealed record ChildInstalled(string Tunnel, ChildSa Child, bool OutboundReady) : IkeEvent(Tunnel);

    /// <summary>Send on this child from now on.</summary>
    public sealed record ChildOutboundReady(string Tunnel, uint InboundSpi) : IkeEvent(Tunnel);

    /// <summary>Send on this child no more; go on receiving.</summary>
    public sealed record ChildOutboundStopped(string Tunnel, uint InboundSpi) : IkeEvent(Tunnel);

    /// <summary>Remove both directions.</summary>
    public sealed record ChildRemoved(string Tunnel, uint InboundSpi, uint OutboundSpi) : IkeEvent(Tunnel);

    /// <summary>
    /// The peer said no, or we said no to the peer (<paramref name="AsResponder"/>): a person must act. As initiator the
    /// attempt is over; whoever commands decides when to try again.
    /// </summary>
    public sealed record Refused(string Tunnel, IkeFailure Why, string Text, bool AsResponder) : IkeEvent(Tunnel);

    /// <summary>An attempt is still unanswered after <paramref name="Tries"/> transmissions over <paramref name="Elapsed"/>.</summary>
    public sealed record Unanswered(string Tunnel, IPEndPoint Peer, int Tries, TimeSpan Elapsed) : IkeEvent(Tunnel);

    /// <summary>The peer proved alive by an authenticated IKE message.</summary>
    public sealed record PeerAnswered(string Tunnel, Instant At) : IkeEvent(Tunnel);

    /// <summary>The NAT before the peer has a new mapping: what we send goes there from now on, ESP too (RFC 7296 section 2.23).</summary>
    public sealed record PeerMoved(string Tunnel, IPEndPoint Remote) : IkeEvent(Tunnel);

    /// <summary>The peer sends this child's packets without UDP and there is no NAT: send them so too.</summary>
    public sealed record ChildOutboundRaw(string Tunnel, uint InboundSpi) : IkeEvent(Tunnel);

    /// <summary>Something worth a line in the log. <paramref name="Tunnel"/> is empty when no tunnel is known.</summary>
    public sealed record Notice(string Tunnel, NoticeLevel Level, string Text) : IkeEvent(Tunnel);
}
