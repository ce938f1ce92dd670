using Culvert.Core;
using Culvert.Esp;
using Culvert.Hal.Packets;

namespace Culvert.Gateway.Packets;

/// <summary>An SA that packets come in on, and whose tunnel they belong to. What can be written is the receiving thread's.</summary>
internal sealed class InboundLeg(TunnelPath tunnel, InboundSa sa, UdpEndpoint peer)
{
    public TunnelPath Tunnel { get; } = tunnel;

    public InboundSa Sa { get; } = sa;

    /// <summary>An authentic packet has come.</summary>
    public bool IsUsed { get; set; }

    /// <summary>What the control thread has been told.</summary>
    public SaWear ToldWear { get; set; }

    /// <summary>Where authentic packets come from.</summary>
    public UdpEndpoint Peer { get; set; } = peer;

    /// <summary>When that last changed.</summary>
    public Instant PeerMovedAt { get; set; }
}
