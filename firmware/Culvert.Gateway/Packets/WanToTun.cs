using System.Buffers.Binary;
using Culvert.Core;
using Culvert.Hal;
using Culvert.Hal.Packets;

namespace Culvert.Gateway.Packets;

/// <summary>The receiving direction: UDP or raw, ESP, coalescing, TUN. IKE messages go to the control thread.</summary>
internal sealed class WanToTun(IReadOnlyList<WanSocket> sockets, SnapshotBoard board, IMonotonicClock clock, ControlMailbox mailbox) : IPacketWork
{
    private const int MessagesPerReceive = 8;

    // No kernel puts raw packets together.
    private const int RawPacketsPerReceive = 32;

    private const int ReceivesPerTurn = 16;

    // RFC 3948 section 2.2: four zero octets where ESP has its SPI.
    private const int MarkerLength = 4;

    private const byte Keepalive = 0xff;

    private readonly IPacketSource[] _sources = [.. sockets.Select(socket => socket.Socket)];
    private readonly ReceiveBatch _messages = new(MessagesPerReceive);
    private readonly ReceiveBatch _packets = new(RawPacketsPerReceive);
    private readonly InboundDelivery _delivery = new(mailbox);

    /// <summary>ESP packets whose SPI belongs to no SA here.</summary>
    public Counter UnknownSpi { get; } = new("esp-unknown-spi");

    /// <summary>What is empty or cut off, and on the NAT-traversal port what is neither ESP nor IKE nor a keepalive.</summary>
    public Counter Malformed { get; } = new("wan-malformed");

    public IPacketSource[] SourcesOf(PathSnapshot snapshot) => _sources;

    public bool Run(PathSnapshot snapshot, IPacketWaiter waiter)
    {
        _delivery.Now = clock.Now;
        for (int i = 0; i < sockets.Count; i++)
        {
            if (waiter.IsReady(i)) Drain(sockets[i]);
        }

        return true;
    }

    // The snapshot is read after the packets are: an SA is published before the answer is sent that lets the peer use it, so
    // that no packet is here before its SA. What a newer snapshot holds is not collected before this thread has seen a newer one.
    private void Drain(WanSocket socket)
    {
        ReceiveBatch batch = socket.Protocol == WanProtocol.RawEsp ? _packets : _messages;
        for (int i = 0; i < ReceivesPerTurn && socket.Socket.Receive(batch) == PacketIoStatus.Done; i++)
        {
            PathSnapshot snapshot = board.Current;
            Malformed.Add(batch.Discarded);
            Take(snapshot, socket.Protocol, batch);
            // What is held lies in the batch's buffer, which the next receive fills anew.
            foreach (ref readonly OutLane lane in snapshot.Lanes.AsSpan()) lane.Tunnel.Coalescer.Flush(batch.Buffer);
            if (batch.Count + batch.Discarded < batch.Capacity) return;
        }
    }

    private void Take(PathSnapshot snapshot, WanProtocol protocol, ReceiveBatch batch)
    {
        foreach (ref readonly ReceivedMessage message in batch.Messages)
        {
            if (protocol == WanProtocol.NatTraversal) TakeMessage(snapshot, batch.Buffer, message);
            else if (protocol == WanProtocol.RawEsp) TakeRaw(snapshot, batch.Buffer, message);
            else mailbox.PostIke(message, batch.Buffer.Slice(message.Offset, message.Length));
        }
    }

    private void TakeMessage(PathSnapshot snapshot, Span<byte> buffer, in ReceivedMessage message)
    {
        int end = message.Offset + message.Length;
        for (int at = message.Offset; at < end; at += message.SegmentSize)
            TakeDatagram(snapshot, buffer, message, new PacketSlice(at, Math.Min(message.SegmentSize, end - at)));
    }

    private void TakeDatagram(PathSnapshot snapshot, Span<byte> buffer, in ReceivedMessage message, PacketSlice slice)
    {
        ReadOnlySpan<byte> datagram = buffer.Slice(slice.Offset, slice.Length);
        if (datagram is [Keepalive]) return;
        if (datagram.Length < MarkerLength)
        {
            Malformed.Increment();
            return;
        }

        uint spi = BinaryPrimitives.ReadUInt32BigEndian(datagram);
        if (spi == 0) mailbox.PostIke(message, datagram[MarkerLength..]);
        else if (snapshot.Inbound.TryGetValue(spi, out InboundLeg? leg))
            Open(buffer, new EspArrival(leg, slice, message.Remote, message.TrafficClass, IsRaw: false));
        else UnknownSpi.Increment();
    }

    private void TakeRaw(PathSnapshot snapshot, Span<byte> buffer, in ReceivedMessage message)
    {
        var slice = new PacketSlice(message.Offset, message.Length);
        if (message.Length < MarkerLength) Malformed.Increment();
        else if (snapshot.Inbound.TryGetValue(BinaryPrimitives.ReadUInt32BigEndian(buffer[message.Offset..]), out InboundLeg? leg))
            Open(buffer, new EspArrival(leg, slice, message.Remote, message.TrafficClass, IsRaw: true));
        else UnknownSpi.Increment();
    }

    private void Open(Span<byte> buffer, in EspArrival arrival) =>
        _delivery.Deliver(buffer, arrival, arrival.Leg.Sa.Open(buffer.Slice(arrival.Slice.Offset, arrival.Slice.Length)));
}
