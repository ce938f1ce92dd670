using Culvert.Core;
using Culvert.Hal.Packets;

namespace Culvert.Hal.Simulated.Packets;

/// <summary>A TUN device in memory. Frames carry the virtio-net header, as on the real one. Not for two threads at once.</summary>
public sealed class SimulatedTun(string name) : ITunDevice
{
    private readonly Queue<byte[]> _toRead = new();

    public int Descriptor => -1;

    public string Name { get; } = name;

    public TunOffloads Offloads { get; init; } =
        TunOffloads.Checksum | TunOffloads.Tcp4 | TunOffloads.Tcp6 | TunOffloads.TcpEcn | TunOffloads.Udp4 | TunOffloads.Udp6;

    /// <summary>What was written, oldest first.</summary>
    public Queue<byte[]> Written { get; } = new();

    /// <summary>Fault: writes find no room.</summary>
    public bool IsFull { get; set; }

    /// <summary>Fault: the device is gone; every call fails.</summary>
    public bool IsGone { get; set; }

    public bool IsDisposed { get; private set; }

    /// <summary>Routes a frame into the device: virtio-net header, then the packet.</summary>
    public void Enqueue(byte[] frame) => _toRead.Enqueue(frame);

    public PacketIoStatus Read(Span<byte> frame, out int length)
    {
        length = 0;
        if (IsGone) return PacketIoStatus.Failed;
        if (!_toRead.TryDequeue(out byte[]? next)) return PacketIoStatus.WouldBlock;
        next.CopyTo(frame);
        length = next.Length;
        return PacketIoStatus.Done;
    }

    public PacketIoStatus Write(ReadOnlySpan<byte> buffer, ReadOnlySpan<PacketSlice> slices)
    {
        if (IsGone) return PacketIoStatus.Failed;
        if (IsFull) return PacketIoStatus.WouldBlock;
        int length = 0;
        foreach (PacketSlice slice in slices) length += slice.Length;
        byte[] frame = new byte[length];
        int at = 0;
        foreach (PacketSlice slice in slices)
        {
            buffer.Slice(slice.Offset, slice.Length).CopyTo(frame.AsSpan(at));
            at += slice.Length;
        }

        Written.Enqueue(frame);
        return PacketIoStatus.Done;
    }

    public void Dispose() => IsDisposed = true;
}
