using System.Buffers.Binary;
using Culvert.Core;
using Culvert.Esp;
using Culvert.Esp.Inner;
using Culvert.Hal;
using Culvert.Hal.Packets;

namespace Culvert.Gateway.Packets;

/// <summary>The receiving direction: UDP, ESP, coalescing, TUN. IKE messages go to the control thread.</summary>
internal sealed class WanToTun(IUdpPacketSocket ike, IUdpPacketSocket natTraversal, IMonotonicClock clock, ControlMailbox mailbox) : IPacketWork
{
    private const int MessagesPerReceive = 8;
    private const int ReceivesPerTurn = 16;

    // RFC 3948 section 2.2: four zero octets where ESP has its SPI.
    private const int MarkerLength = 4;

    private const byte Keepalive = 0xff;

    private static readonly TimeSpan MoveInterval = TimeSpan.FromSeconds(1);

    private readonly UdpReceiveBatch _batch = new(MessagesPerReceive);
    private Instant _now;

    /// <summary>ESP packets whose SPI belongs to no SA here.</summary>
    public Counter UnknownSpi { get; } = new("esp-unknown-spi");

    /// <summary>Datagrams that are empty or cut off, and on the NAT-traversal port those that are neither ESP nor IKE nor a keepalive.</summary>
    public Counter Malformed { get; } = new("udp-malformed");

    public IPacketSource[] SourcesOf(PathSnapshot snapshot) => [natTraversal, ike];

    public bool Run(PathSnapshot snapshot, IPacketWaiter waiter)
    {
        _now = clock.Now;
        if (waiter.IsReady(0)) DrainNatTraversal(snapshot);
        if (waiter.IsReady(1)) DrainIke();
        return true;
    }

    private void DrainNatTraversal(PathSnapshot snapshot)
    {
        for (int i = 0; i < ReceivesPerTurn && natTraversal.Receive(_batch) == PacketIoStatus.Done; i++)
        {
            Malformed.Add(_batch.Discarded);
            foreach (ref readonly UdpMessage message in _batch.Messages) TakeMessage(snapshot, message);
            // What is held lies in the batch's buffer, which the next receive fills anew.
            foreach (ref readonly OutLane lane in snapshot.Lanes.AsSpan()) lane.Tunnel.Coalescer.Flush(_batch.Buffer);
            if (_batch.Count + _batch.Discarded < MessagesPerReceive) return;
        }
    }

    private void DrainIke()
    {
        for (int i = 0; i < ReceivesPerTurn && ike.Receive(_batch) == PacketIoStatus.Done; i++)
        {
            Malformed.Add(_batch.Discarded);
            foreach (ref readonly UdpMessage message in _batch.Messages)
                mailbox.PostIke(message, _batch.Buffer.Slice(message.Offset, message.Length));
        }
    }

    private void TakeMessage(PathSnapshot snapshot, in UdpMessage message)
    {
        int end = message.Offset + message.Length;
        for (int at = message.Offset; at < end; at += message.SegmentSize)
            TakeDatagram(snapshot, message, new PacketSlice(at, Math.Min(message.SegmentSize, end - at)));
    }

    private void TakeDatagram(PathSnapshot snapshot, in UdpMessage message, PacketSlice slice)
    {
        ReadOnlySpan<byte> datagram = _batch.Buffer.Slice(slice.Offset, slice.Length);
        if (datagram is [Keepalive]) return;
        if (datagram.Length < MarkerLength)
        {
            Malformed.Increment();
            return;
        }

        uint spi = BinaryPrimitives.ReadUInt32BigEndian(datagram);
        if (spi == 0) mailbox.PostIke(message, datagram[MarkerLength..]);
        else if (snapshot.Inbound.TryGetValue(spi, out InboundLeg? leg)) TakeEsp(leg, message.Remote, slice);
        else UnknownSpi.Increment();
    }

    private void TakeEsp(InboundLeg leg, UdpEndpoint peer, PacketSlice slice)
    {
        TunnelPath tunnel = leg.Tunnel;
        OpenedPacket opened = leg.Sa.Open(_batch.Buffer.Slice(slice.Offset, slice.Length));
        if (opened.IsAuthentic)
        {
            tunnel.In.LastPacket = _now;
            if (!leg.IsUsed) NoteUse(leg);
            if (peer != leg.Peer) NoteMove(leg, peer);
        }

        if (opened.Verdict != PacketVerdict.Accepted)
        {
            CountDrop(tunnel.In, opened.Verdict);
            return;
        }

        if (leg.Sa.Wear != leg.ToldWear) NoteWear(leg);
        tunnel.In.Packets.Increment();
        tunnel.In.Bytes.Add(opened.Inner.Length);
        PacketSlice inner = opened.Inner with { Offset = slice.Offset + opened.Inner.Offset };
        MssClamp.Apply(_batch.Buffer.Slice(inner.Offset, inner.Length), opened.Header, tunnel.Mtu);
        tunnel.Coalescer.Add(_batch.Buffer, inner, opened.Header);
    }

    // Packets that overtake each other at the moment of a move would move it to and fro.
    private void NoteMove(InboundLeg leg, UdpEndpoint peer)
    {
        if (_now - leg.PeerMovedAt < MoveInterval) return;
        (leg.Peer, leg.PeerMovedAt) = (peer, _now);
        mailbox.Post(new PacketPathEvent.PeerMoved(leg.Tunnel.Name, peer.ToIPEndPoint()));
    }

    private void NoteUse(InboundLeg leg)
    {
        leg.IsUsed = true;
        mailbox.Post(new PacketPathEvent.FirstPacket(leg.Tunnel.Name, leg.Sa.Spi));
    }

    private void NoteWear(InboundLeg leg)
    {
        leg.ToldWear = leg.Sa.Wear;
        mailbox.Post(new PacketPathEvent.SaWorn(leg.Tunnel.Name, IsInbound: true, leg.Sa.Spi, leg.ToldWear == SaWear.Spent));
    }

    private static void CountDrop(DirectionCounters counters, PacketVerdict verdict)
    {
        switch (verdict)
        {
            case PacketVerdict.Replay:
                counters.Replay.Increment();
                break;
            case PacketVerdict.Integrity:
                counters.Integrity.Increment();
                break;
            case PacketVerdict.Selector:
                counters.Selector.Increment();
                break;
            case PacketVerdict.Malformed:
                counters.Malformed.Increment();
                break;
            default:
                break;
        }
    }
}
