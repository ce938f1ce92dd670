namespace Culvert.Control;

/// <summary>Packets dropped on a tunnel, by cause.</summary>
public readonly record struct TunnelDrops(long Replay, long Integrity, long Selector, long NoSa, long Malformed, long Queue, long Congestion = 0);
