using Culvert.Core;

namespace Culvert.Ike.V2;

/// <summary>Our wish to reach a peer, over as many IKE SAs and transmissions as it takes.</summary>
internal sealed class Attempt(IkeTunnelConfig tunnel, Instant startedAt)
{
    public IkeTunnelConfig Tunnel { get; } = tunnel;

    public Instant StartedAt { get; } = startedAt;

    /// <summary>Transmissions so far.</summary>
    public int Tries { get; set; }

    /// <summary>The IKE SA that is being negotiated.</summary>
    public IkeSa? Sa { get; set; }
}
