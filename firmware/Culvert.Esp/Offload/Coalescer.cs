using Culvert.Core;
using Culvert.Esp.Inner;

namespace Culvert.Esp.Offload;

/// <summary>
/// Puts consecutive segments of the same flow together before they go into a TUN device, so that the kernel carries one
/// large packet in place of forty. Packets of one flow never overtake each other. What is held refers to the receive
/// buffer: <see cref="Flush(Span{byte})"/> before that is used again. Used by one thread.
/// </summary>
public sealed class Coalescer(CoalescingKinds kinds, IPacketSink sink)
{
    private const int MaxFlows = 8;

    private readonly CoalescedFlow[] _flows = [.. Enumerable.Range(0, MaxFlows).Select(_ => new CoalescedFlow())];
    private readonly PacketSlice[] _single = new PacketSlice[1];
    private int _open;
    private int _oldest;

    /// <summary>Takes a packet, and passes on what that completes.</summary>
    /// <param name="packet">Its place in the buffer; at least <see cref="VirtioNetHeader.Length"/> octets before it are free.</param>
    public void Add(Span<byte> buffer, PacketSlice packet, in IpHeader header)
    {
        if (!Candidate.TryMake(buffer, packet, header, kinds, out Candidate candidate))
        {
            FlushSameFlow(buffer, packet, header);
            WriteSingle(buffer, packet);
            return;
        }

        CoalescedFlow? flow = Find(buffer, candidate);
        if (flow is null || !flow.TryAppend(buffer, candidate)) flow = Begin(buffer, flow ?? Free(buffer), candidate);
        if (flow.IsClosed) Flush(buffer, flow);
    }

    /// <summary>Passes on all that is held.</summary>
    public void Flush(Span<byte> buffer)
    {
        if (_open == 0) return;
        foreach (CoalescedFlow flow in _flows) Flush(buffer, flow);
    }

    private CoalescedFlow? Find(ReadOnlySpan<byte> buffer, in Candidate candidate)
    {
        if (_open == 0) return null;
        foreach (CoalescedFlow flow in _flows)
        {
            if (flow.IsSameFlow(buffer, candidate.Packet, candidate.Header)) return flow;
        }

        return null;
    }

    private CoalescedFlow Begin(Span<byte> buffer, CoalescedFlow flow, in Candidate candidate)
    {
        Flush(buffer, flow);
        flow.Begin(candidate);
        _open++;
        return flow;
    }

    // A packet may be held for one batch at most, so that any choice among the flows is fair enough.
    private CoalescedFlow Free(Span<byte> buffer)
    {
        foreach (CoalescedFlow flow in _flows)
        {
            if (!flow.IsOpen) return flow;
        }

        _oldest = (_oldest + 1) % MaxFlows;
        Flush(buffer, _flows[_oldest]);
        return _flows[_oldest];
    }

    private void FlushSameFlow(Span<byte> buffer, PacketSlice packet, in IpHeader header)
    {
        if (_open == 0) return;
        foreach (CoalescedFlow flow in _flows)
        {
            if (flow.IsSameFlow(buffer, packet, header)) Flush(buffer, flow);
        }
    }

    private void Flush(Span<byte> buffer, CoalescedFlow flow)
    {
        if (!flow.IsOpen) return;
        flow.Flush(buffer, sink);
        _open--;
    }

    private void WriteSingle(Span<byte> buffer, PacketSlice packet)
    {
        _single[0] = new PacketSlice(packet.Offset - VirtioNetHeader.Length, packet.Length + VirtioNetHeader.Length);
        default(VirtioNetHeader).Write(buffer[_single[0].Offset..]);
        sink.Write(buffer, _single);
    }
}
