using Culvert.Core;
using Culvert.Hal.Packets;

namespace Culvert.Gateway.Packets;

/// <summary>An ESP packet that came in, and the SA that its SPI names.</summary>
/// <param name="Slice">Its place in the receive buffer, from the SPI to the last octet of the integrity check value.</param>
/// <param name="TrafficClass">Of the outer header.</param>
/// <param name="IsRaw">It came without UDP.</param>
internal readonly record struct EspArrival(InboundLeg Leg, PacketSlice Slice, PacketEndpoint Peer, byte TrafficClass, bool IsRaw);
