namespace Culvert.Hal.Packets;

/// <summary>One received message: a packet's payload, or several of one flow and size that the kernel put together (UDP GRO).</summary>
/// <param name="Offset">Where it begins in the batch's buffer.</param>
/// <param name="Length">Octets of all its packets.</param>
/// <param name="SegmentSize">Octets of each packet but the last; equal to <paramref name="Length"/> for a single one.</param>
/// <param name="Local">The address it was sent to, and our port; 0 for raw ESP, as in <paramref name="Remote"/>.</param>
/// <param name="TrafficClass">DSCP and ECN of the IP headers it came with.</param>
public readonly record struct ReceivedMessage(
    int Offset, int Length, int SegmentSize, PacketEndpoint Local, PacketEndpoint Remote, byte TrafficClass = 0);
