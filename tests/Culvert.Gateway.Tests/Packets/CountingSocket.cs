using Culvert.Hal.Packets;

namespace Culvert.Gateway.Tests.Packets;

/// <summary>A socket that keeps what it is given in memory of its own, and gives it out again, without allocating.</summary>
/// <param name="cuts">Gives out single packets, as raw sockets do.</param>
internal sealed class CountingSocket(bool cuts = false) : IPacketSocket
{
    public static readonly PacketEndpoint Somewhere = PacketEndpoint.IPv4(0x0a000001, 4500);

    private readonly byte[] _payloads = new byte[16 << 20];
    private readonly List<(int Offset, int Length, int SegmentSize)> _sends = new(1 << 16);
    private int _end;
    private int _next;

    public int Sends => _sends.Count;

    public int Descriptor => -1;

    public int Port => 4500;

    public PacketIoStatus Receive(ReceiveBatch batch)
    {
        batch.Clear();
        for (; batch.Count < batch.Capacity && _next < _sends.Count; _next++)
        {
            (int offset, int length, int segmentSize) = _sends[_next];
            int at = batch.Count * ReceiveBatch.MessageCapacity;
            _payloads.AsSpan(offset, length).CopyTo(batch.Buffer[at..]);
            batch.Add(new ReceivedMessage(at, length, segmentSize, Somewhere, Somewhere));
        }

        if (batch.Count == 0) Rewind();

        return batch.Count > 0 ? PacketIoStatus.Done : PacketIoStatus.WouldBlock;
    }

    public int Send(PacketEndpoint source, PacketEndpoint destination, ReadOnlySpan<byte> payload, int segmentSize, byte trafficClass)
    {
        int step = cuts ? segmentSize : payload.Length;
        for (int at = 0; at < payload.Length; at += step)
        {
            ReadOnlySpan<byte> part = payload.Slice(at, Math.Min(step, payload.Length - at));
            part.CopyTo(_payloads.AsSpan(_end));
            _sends.Add((_end, part.Length, segmentSize));
            _end += part.Length;
        }

        return (payload.Length + segmentSize - 1) / segmentSize;
    }

    public void Probe(PacketEndpoint source, PacketEndpoint destination, ReadOnlySpan<byte> payload) => Send(source, destination, payload, payload.Length, 0);

    public void Dispose()
    {
    }

    private void Rewind()
    {
        _sends.Clear();
        (_end, _next) = (0, 0);
    }
}
