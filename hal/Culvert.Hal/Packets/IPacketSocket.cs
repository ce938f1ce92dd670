namespace Culvert.Hal.Packets;

/// <summary>
/// A socket of one address family for packets in bulk: UDP datagrams, or raw ESP (IP protocol 50) without its IP header.
/// Never blocks. One thread receives; any threads may send. Its traffic carries the routing mark it was opened with, and
/// may be fragmented on the way (IPv4: the outer Don't Fragment bit is clear).
/// </summary>
public interface IPacketSocket : IPacketSource
{
    /// <summary>Packets per send that every kernel since UDP_SEGMENT's first takes.</summary>
    const int MaxSegments = 64;

    /// <summary>Octets per send: the largest UDP payload over IPv4, the least of what the kinds of socket take.</summary>
    const int MaxPayload = 65507;

    /// <summary>The UDP port it is bound to; 0 for raw ESP.</summary>
    int Port { get; }

    /// <summary>Fills the batch with what has arrived; <see cref="PacketIoStatus.WouldBlock"/> when that is nothing.</summary>
    PacketIoStatus Receive(ReceiveBatch batch);

    /// <summary>Sends one packet, or several of equal size of which the last may be shorter.</summary>
    /// <param name="source">Our address; its port is not looked at. Address 0: the route's choice.</param>
    /// <param name="destination">Of the socket's family; for raw ESP its port is not looked at.</param>
    /// <param name="segmentSize">Octets per packet; the payload's length for a single one.</param>
    /// <param name="trafficClass">DSCP and ECN of their IP headers.</param>
    /// <returns>
    /// How many of the packets the kernel took; the others are lost: no room, too large, no route, device down. Where it
    /// cannot cut the payload by itself, the packets go one by one: that is not the caller's concern.
    /// </returns>
    int Send(PacketEndpoint source, PacketEndpoint destination, ReadOnlySpan<byte> payload, int segmentSize, byte trafficClass = 0);

    /// <summary>
    /// Sends one packet that must not be fragmented, also where the way is known to be too narrow for it: a router that cannot
    /// pass it on says so, and the kernel notes the way's MTU. What another thread sends at the same moment may be treated so too.
    /// </summary>
    /// <inheritdoc cref="Send"/>
    void Probe(PacketEndpoint source, PacketEndpoint destination, ReadOnlySpan<byte> payload);
}
