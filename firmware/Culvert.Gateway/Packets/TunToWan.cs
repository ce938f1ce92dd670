using Culvert.Core;
using Culvert.Esp;
using Culvert.Esp.Inner;
using Culvert.Esp.Offload;
using Culvert.Hal;
using Culvert.Hal.Packets;

namespace Culvert.Gateway.Packets;

/// <summary>The sending direction: TUN, segmentation, ESP, UDP or raw. What gathers in one turn goes out in as few sends as it fits.</summary>
internal sealed class TunToWan(IMonotonicClock clock, ControlMailbox mailbox, PathProber prober) : IPacketWork
{
    // One busy tunnel must not keep the others waiting for long.
    private const int FramesPerTurn = 128;

    private readonly byte[] _frame = GC.AllocateUninitializedArray<byte>(ITunDevice.MaxFrameLength, pinned: true);
    private readonly PacketBatch _batch = new();

    // In the place of a device that has gone: it would be "ready" for ever.
    private static IPacketSource Nothing { get; } = new NoSource();

    public IPacketSource[] SourcesOf(PathSnapshot snapshot) =>
        [.. snapshot.Lanes.Select(lane => lane.Tunnel.IsGone ? Nothing : lane.Tunnel.Tun)];

    public bool Run(PathSnapshot snapshot, IPacketWaiter waiter)
    {
        bool sameSources = true;
        _batch.Now = clock.Now;
        for (int i = 0; i < snapshot.Lanes.Length; i++)
        {
            ref readonly OutLane lane = ref snapshot.Lanes[i];
            if (!waiter.IsReady(i) || lane.Tunnel.IsGone) continue;
            Drain(lane);
            sameSources &= !lane.Tunnel.IsGone;
        }

        _batch.Flush();
        prober.Run(snapshot);
        return sameSources;
    }

    private void Drain(in OutLane lane)
    {
        for (int i = 0; i < FramesPerTurn; i++)
        {
            PacketIoStatus status = lane.Tunnel.Tun.Read(_frame, out int length);
            if (status == PacketIoStatus.Failed) Lose(lane.Tunnel);
            if (status != PacketIoStatus.Done) break;
            Send(lane, _frame.AsSpan(0, length));
        }

        foreach (OutboundLeg leg in lane.Legs)
        {
            if (leg.Sa.Wear != leg.ToldWear) TellWear(lane.Tunnel, leg);
        }
    }

    private void Send(in OutLane lane, ReadOnlySpan<byte> frame)
    {
        DirectionCounters counters = lane.Tunnel.Out;
        if (lane.Legs.Length == 0) counters.NoSa.Increment();
        else if (!SuperPacket.TryParse(frame, out SuperPacket super)) counters.Malformed.Increment();
        else if (Choose(lane.Legs, super) is not { } leg) counters.Selector.Increment();
        else for (int segment = 0; segment < super.Count; segment++) Send(lane.Tunnel, leg, super, segment);
    }

    // The segments of a super packet are one flow: they go together.
    private static OutboundLeg? Choose(OutboundLeg[] legs, in SuperPacket super)
    {
        foreach (OutboundLeg leg in legs)
        {
            if (leg.Sa.Selectors.PermitsOutbound(super.Packet, super.Header)) return leg;
        }

        return null;
    }

    private void Send(TunnelPath tunnel, OutboundLeg leg, in SuperPacket super, int segment)
    {
        OutboundSa sa = leg.Sa;
        int innerLength = super.SegmentLength(segment);
        int length = sa.SealedLength(innerLength);
        if (length > IPacketSocket.MaxPayload)
        {
            tunnel.Out.Malformed.Increment();
            return;
        }

        Span<byte> packet = _batch.Reserve(tunnel, leg, length, TrafficClass.Of(super.Packet, super.Header));
        super.CopySegment(segment, packet[sa.InnerOffset..]);
        // A handshake is never so long that it is cut: the headers of the whole are those of the one segment.
        if (super.Count == 1) MssClamp.Apply(packet.Slice(sa.InnerOffset, innerLength), super.Header, tunnel.Mtu);
        if (sa.TrySeal(packet, innerLength, super.Header.TunnelProtocol)) _batch.Commit(length, innerLength);
        else tunnel.Out.NoSa.Increment();
    }

    private void TellWear(TunnelPath tunnel, OutboundLeg leg)
    {
        leg.ToldWear = leg.Sa.Wear;
        mailbox.Post(new PacketPathEvent.SaWorn(tunnel.Name, IsInbound: false, leg.Sa.Spi, leg.ToldWear == SaWear.Spent));
    }

    private void Lose(TunnelPath tunnel)
    {
        tunnel.IsGone = true;
        mailbox.Post(new PacketPathEvent.Notice(tunnel.Name, $"TUN device {tunnel.Tun.Name} is gone: somebody deleted it", IsWarning: true));
    }

    private sealed class NoSource : IPacketSource
    {
        public int Descriptor => -1;

        public void Dispose()
        {
        }
    }
}
