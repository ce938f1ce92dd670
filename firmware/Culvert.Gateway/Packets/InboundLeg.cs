using Culvert.Esp;

namespace Culvert.Gateway.Packets;

/// <summary>An SA that packets come in on, and whose tunnel they belong to.</summary>
internal sealed record InboundLeg(TunnelPath Tunnel, InboundSa Sa);
