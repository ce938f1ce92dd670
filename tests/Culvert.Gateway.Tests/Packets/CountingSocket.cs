using Culvert.Hal.Packets;

namespace Culvert.Gateway.Tests.Packets;

/// <summary>A socket that keeps what it is given in memory of its own, and gives it out again, without allocating.</summary>
internal sealed class CountingSocket : IUdpPacketSocket
{
    private static readonly UdpEndpoint Somewhere = UdpEndpoint.IPv4(0x0a000001, 4500);

    private readonly byte[] _payloads = new byte[16 << 20];
    private readonly List<(int Offset, int Length, int SegmentSize)> _sends = new(1 << 16);
    private int _end;
    private int _next;

    public int Sends => _sends.Count;

    public int Descriptor => -1;

    public int Port => 4500;

    public PacketIoStatus Receive(UdpReceiveBatch batch)
    {
        batch.Clear();
        for (; batch.Count < batch.Capacity && _next < _sends.Count; _next++)
        {
            (int offset, int length, int segmentSize) = _sends[_next];
            int at = batch.Count * UdpReceiveBatch.MessageCapacity;
            _payloads.AsSpan(offset, length).CopyTo(batch.Buffer[at..]);
            batch.Add(new UdpMessage(at, length, segmentSize, Somewhere, Somewhere));
        }

        return batch.Count > 0 ? PacketIoStatus.Done : PacketIoStatus.WouldBlock;
    }

    public PacketIoStatus Send(UdpEndpoint source, UdpEndpoint destination, ReadOnlySpan<byte> payload, int segmentSize)
    {
        payload.CopyTo(_payloads.AsSpan(_end));
        _sends.Add((_end, payload.Length, segmentSize));
        _end += payload.Length;
        return PacketIoStatus.Done;
    }

    public void Dispose()
    {
    }
}
