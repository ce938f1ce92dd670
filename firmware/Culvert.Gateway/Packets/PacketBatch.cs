using Culvert.Core;
using Culvert.Hal.Packets;

namespace Culvert.Gateway.Packets;

/// <summary>
/// ESP packets on their way to one peer, one behind the other, that go out in one system call. All are of one length but
/// the last, which may be shorter, and of one traffic class: that is what UDP segmentation offload takes.
/// </summary>
internal sealed class PacketBatch
{
    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(IPacketSocket.MaxPayload, pinned: true);
    private TunnelPath? _tunnel;
    private OutboundLeg? _leg;
    private int _length;
    private int _segmentSize;
    private int _count;
    private long _innerBytes;
    private byte _trafficClass;
    private bool _isClosed;

    /// <summary>Time of the present turn; stamped on what is sent.</summary>
    public Instant Now { get; set; }

    /// <summary>Room for the next packet; sends what is there first if it does not go with it.</summary>
    /// <param name="length">At most <see cref="IPacketSocket.MaxPayload"/>.</param>
    /// <param name="trafficClass">DSCP and ECN of its IP header.</param>
    public Span<byte> Reserve(TunnelPath tunnel, OutboundLeg leg, int length, byte trafficClass)
    {
        if (_count > 0 && !Fits(leg, length, trafficClass)) Flush();
        if (_count == 0) (_tunnel, _leg, _segmentSize, _trafficClass) = (tunnel, leg, length, trafficClass);
        return _buffer.AsSpan(_length, length);
    }

    /// <summary>Takes in the packet for which room was reserved.</summary>
    public void Commit(int length, int innerLength)
    {
        _length += length;
        _count++;
        _innerBytes += innerLength;
        _isClosed = length < _segmentSize;
    }

    /// <summary>Sends what is there.</summary>
    public void Flush()
    {
        if (_count == 0) return;
        DirectionCounters counters = _tunnel!.Out;
        int sent = _leg!.Socket.Send(_leg.Source, _leg.Destination, _buffer.AsSpan(0, _length), _segmentSize, _trafficClass);
        counters.Queue.Add(_count - sent);
        if (sent > 0)
        {
            counters.Packets.Add(sent);
            // Which ones went is not known; they are all about as long.
            counters.Bytes.Add(_innerBytes * sent / _count);
            counters.LastPacket = Now;
            _tunnel.NoteSent(sent, _segmentSize);
        }

        (_length, _count, _innerBytes, _isClosed) = (0, 0, 0, false);
    }

    private bool Fits(OutboundLeg leg, int length, byte trafficClass) =>
        leg == _leg && trafficClass == _trafficClass && !_isClosed && length <= _segmentSize
        && _count < IPacketSocket.MaxSegments && _length + length <= _buffer.Length;
}
