using Culvert.Esp;

namespace Culvert.Gateway.Packets;

/// <summary>An SA that packets come in on, and whose tunnel they belong to.</summary>
internal sealed class InboundLeg(TunnelPath tunnel, InboundSa sa)
{
    public TunnelPath Tunnel { get; } = tunnel;

    public InboundSa Sa { get; } = sa;

    /// <summary>An authentic packet has come. Written by the thread that receives.</summary>
    public bool IsUsed { get; set; }
}
