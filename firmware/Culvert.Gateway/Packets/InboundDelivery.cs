using Culvert.Core;
using Culvert.Esp;
using Culvert.Esp.Inner;

namespace Culvert.Gateway.Packets;

/// <summary>
/// What follows when an ESP packet has been opened: it is counted, the control thread hears what is new, and the inner packet
/// goes to its tunnel's coalescer. Used by the thread that receives from the WAN.
/// </summary>
internal sealed class InboundDelivery(ControlMailbox mailbox)
{
    private static readonly TimeSpan MoveInterval = TimeSpan.FromSeconds(1);

    /// <summary>Time of the present turn.</summary>
    public Instant Now { get; set; }

    /// <param name="buffer">Where packet and inner packet are; whoever calls flushes the coalescer before it is used again.</param>
    public void Deliver(Span<byte> buffer, in EspArrival arrival, in OpenedPacket opened)
    {
        InboundLeg leg = arrival.Leg;
        TunnelPath tunnel = leg.Tunnel;
        if (opened.IsAuthentic)
        {
            tunnel.In.LastPacket = Now;
            if (!leg.IsUsed) NoteUse(leg);
            if (leg.IsUdp && arrival.IsRaw && !leg.IsRawTold) NoteRaw(leg);
            if (leg.IsUdp && !arrival.IsRaw && arrival.Peer != leg.Peer) NoteMove(arrival);
        }

        if (opened.Verdict != PacketVerdict.Accepted)
        {
            CountDrop(tunnel.In, opened.Verdict);
            return;
        }

        if (leg.Sa.Wear != leg.ToldWear) NoteWear(leg);
        PacketSlice inner = opened.Inner with { Offset = arrival.Slice.Offset + opened.Inner.Offset };
        Span<byte> packet = buffer.Slice(inner.Offset, inner.Length);
        if (!TrafficClass.TryTakeOver(arrival.TrafficClass, packet, opened.Header))
        {
            tunnel.In.Congestion.Increment();
            return;
        }

        tunnel.In.Packets.Increment();
        tunnel.In.Bytes.Add(opened.Inner.Length);
        MssClamp.Apply(packet, opened.Header, tunnel.Mtu);
        tunnel.Coalescer.Add(buffer, inner, opened.Header);
    }

    public static void CountDrop(DirectionCounters counters, PacketVerdict verdict)
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

    // Packets that overtake each other at the moment of a move would move it to and fro.
    private void NoteMove(in EspArrival arrival)
    {
        InboundLeg leg = arrival.Leg;
        if (Now - leg.PeerMovedAt < MoveInterval) return;
        (leg.Peer, leg.PeerMovedAt) = (arrival.Peer, Now);
        mailbox.Post(new PacketPathEvent.PeerMoved(leg.Tunnel.Name, arrival.Peer.ToIPEndPoint()));
    }

    // Said once: whoever decides knows of the NAT, and either follows or has reason not to.
    private void NoteRaw(InboundLeg leg)
    {
        leg.IsRawTold = true;
        mailbox.Post(new PacketPathEvent.CameRaw(leg.Tunnel.Name, leg.Sa.Spi));
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
}
