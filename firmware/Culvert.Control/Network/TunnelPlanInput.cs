namespace Culvert.Control.Network;

/// <summary>What the network plan needs to know of a tunnel.</summary>
/// <param name="Carries">Packets may be routed into it.</param>
internal sealed record TunnelPlanInput(string Tunnel, string Device, int Mtu, bool Active, bool Carries);
