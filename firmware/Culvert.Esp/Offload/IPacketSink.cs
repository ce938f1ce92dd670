using Culvert.Core;

namespace Culvert.Esp.Offload;

/// <summary>Takes packets out of a receive buffer.</summary>
public interface IPacketSink
{
    /// <summary>The slices, in order, are one frame: virtio-net header, then the packet. Used before the call returns.</summary>
    void Write(ReadOnlySpan<byte> buffer, ReadOnlySpan<PacketSlice> slices);
}
