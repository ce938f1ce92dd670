using Culvert.Core;

namespace Culvert.Ike.V2;

/// <summary>Our wish to reach a peer, over as many IKE SAs and transmissions as it takes.</summary>
internal sealed class Attempt(IkeTunnelConfig tunnel, Instant now)
{
    public IkeTunnelConfig Tunnel { get; set; } = tunnel;

    /// <summary>When it began, or when the peer last answered.</summary>
    public Instant SilentSince { get; private set; } = now;

    /// <summary>Transmissions since then.</summary>
    public int Tries { get; set; }

    /// <summary>The IKE SA that is being negotiated.</summary>
    public IkeSa? Sa { get; set; }

    public void HandleAnswer(Instant now) => (SilentSince, Tries) = (now, 0);
}
