namespace Culvert.Hal.Packets;

/// <summary>
/// A UDP socket for packets in bulk. Never blocks. One thread receives; any threads may send. Its traffic carries the
/// routing mark it was opened with, and the outer Don't Fragment bit is clear.
/// </summary>
public interface IUdpPacketSocket : IPacketSource
{
    /// <summary>Datagrams per send that every kernel since UDP_SEGMENT's first takes.</summary>
    const int MaxSegments = 64;

    /// <summary>Octets per send: the largest UDP payload over IPv4.</summary>
    const int MaxPayload = 65507;

    /// <summary>The port it is bound to.</summary>
    int Port { get; }

    /// <summary>Fills the batch with what has arrived; <see cref="PacketIoStatus.WouldBlock"/> when that is nothing.</summary>
    PacketIoStatus Receive(UdpReceiveBatch batch);

    /// <summary>Sends one datagram, or several of equal size of which the last may be shorter.</summary>
    /// <param name="source">Our address; its port is not looked at. Address 0: the route's choice.</param>
    /// <param name="segmentSize">Octets per datagram; the payload's length for a single one.</param>
    /// <returns>
    /// <see cref="PacketIoStatus.Done"/> when the kernel took all of it. Where the device cannot segment, the datagrams
    /// go one by one: that is not the caller's concern.
    /// </returns>
    PacketIoStatus Send(UdpEndpoint source, UdpEndpoint destination, ReadOnlySpan<byte> payload, int segmentSize);
}
