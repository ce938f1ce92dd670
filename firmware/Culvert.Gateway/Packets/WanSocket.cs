using Culvert.Hal.Packets;

namespace Culvert.Gateway.Packets;

/// <summary>A socket on the WAN and what it carries.</summary>
internal sealed record WanSocket(WanProtocol Protocol, bool IsIPv6, IPacketSocket Socket);
