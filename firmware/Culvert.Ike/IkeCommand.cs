namespace Culvert.Ike;

/// <summary>What the rest of the box may ask of IKE. Every command names a configured tunnel; an unknown name is ignored.</summary>
public abstract record IkeCommand(string Tunnel)
{
    /// <summary>
    /// Starts one attempt at a new IKE SA, beside an established one if there is one (whose place it takes once
    /// authenticated). Nothing happens while an attempt is in flight. Unanswered, the attempt goes on for ever.
    /// </summary>
    public sealed record Initiate(string Tunnel) : IkeCommand(Tunnel);

    /// <summary>
    /// Deletes the tunnel's IKE SA at the peer and ends any attempt. Sending stops at once; the inbound SA stays until
    /// the DELETE is answered or the DPD timeout has passed since the peer was last heard.
    /// </summary>
    public sealed record Terminate(string Tunnel) : IkeCommand(Tunnel);

    public sealed record RekeyIke(string Tunnel) : IkeCommand(Tunnel);

    /// <summary>Rekeys the newest CHILD SA now: a person asks.</summary>
    public sealed record RekeyChild(string Tunnel) : IkeCommand(Tunnel);

    /// <summary>
    /// Asks at once whether the peer lives, retransmitting at +0.4, +0.8 and +1.2 s. An outstanding request is the
    /// probe and takes this schedule. The answer, or any other authenticated message, is <see cref="IkeEvent.PeerAnswered"/>.
    /// </summary>
    public sealed record Probe(string Tunnel) : IkeCommand(Tunnel);
}
