namespace Culvert.Gateway.Packets;

/// <summary>A tunnel and what it sends on. A packet goes on the first leg that permits it; without any leg it is dropped.</summary>
/// <param name="Legs">Newest first. Never changed.</param>
internal readonly record struct OutLane(TunnelPath Tunnel, OutboundLeg[] Legs);
