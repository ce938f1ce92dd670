using Culvert.Core;
using Culvert.Esp;
using Culvert.Hal.Packets;

namespace Culvert.Gateway.Packets;

/// <summary>An SA that packets come in on, and whose tunnel they belong to. What can be written is the receiving thread's.</summary>
/// <param name="isUdp">What was negotiated; packets are accepted in either form.</param>
internal sealed class InboundLeg(TunnelPath tunnel, InboundSa sa, bool isUdp, PacketEndpoint peer)
{
    public TunnelPath Tunnel { get; } = tunnel;

    public InboundSa Sa { get; } = sa;

    /// <summary>ESP in UDP is expected: worth a word when it comes raw, or from elsewhere.</summary>
    public bool IsUdp { get; } = isUdp;

    /// <summary>The control thread has been told that packets come raw.</summary>
    public bool IsRawTold { get; set; }

    /// <summary>An authentic packet has come.</summary>
    public bool IsUsed { get; set; }

    /// <summary>What the control thread has been told.</summary>
    public SaWear ToldWear { get; set; }

    /// <summary>Where authentic packets come from.</summary>
    public PacketEndpoint Peer { get; set; } = peer;

    /// <summary>When that last changed.</summary>
    public Instant PeerMovedAt { get; set; }
}
