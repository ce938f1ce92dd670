namespace Culvert.Core;

/// <summary>Octets of a packet buffer, by position: what packet code hands on instead of copying.</summary>
public readonly record struct PacketSlice(int Offset, int Length);
