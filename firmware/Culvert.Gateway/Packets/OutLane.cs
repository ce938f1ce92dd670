namespace Culvert.Gateway.Packets;

/// <summary>A tunnel and what it sends on; without a leg its packets are dropped.</summary>
internal readonly record struct OutLane(TunnelPath Tunnel, OutboundLeg? Leg);
