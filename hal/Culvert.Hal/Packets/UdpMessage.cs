namespace Culvert.Hal.Packets;

/// <summary>One received message: a datagram, or several of one flow and size that the kernel put together (UDP GRO).</summary>
/// <param name="Offset">Where it begins in the batch's buffer.</param>
/// <param name="Length">Octets of all its datagrams.</param>
/// <param name="SegmentSize">Octets of each datagram but the last; equal to <paramref name="Length"/> for a single one.</param>
/// <param name="Local">The address it was sent to, and our port.</param>
public readonly record struct UdpMessage(int Offset, int Length, int SegmentSize, UdpEndpoint Local, UdpEndpoint Remote);
