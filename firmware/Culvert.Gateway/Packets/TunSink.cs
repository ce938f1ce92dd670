using Culvert.Core;
using Culvert.Esp.Offload;
using Culvert.Hal.Packets;

namespace Culvert.Gateway.Packets;

/// <summary>Gives received packets to the kernel, and counts those it does not take.</summary>
internal sealed class TunSink(ITunDevice tun, DirectionCounters counters) : IPacketSink
{
    public void Write(ReadOnlySpan<byte> buffer, ReadOnlySpan<PacketSlice> slices)
    {
        if (tun.Write(buffer, slices) != PacketIoStatus.Done) counters.Queue.Add(slices.Length);
    }
}
