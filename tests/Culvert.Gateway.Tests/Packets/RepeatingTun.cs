using Culvert.Core;
using Culvert.Hal.Packets;

namespace Culvert.Gateway.Tests.Packets;

/// <summary>A device that gives out the same frame a number of times and swallows what is written, without allocating.</summary>
internal sealed class RepeatingTun(byte[] frame) : ITunDevice
{
    /// <summary>Reads still to be answered.</summary>
    public int Left { get; set; }

    public int FramesWritten { get; private set; }

    public int Descriptor => -1;

    public string Name => "Tunnel1";

    public TunOffloads Offloads => TunOffloads.Checksum | TunOffloads.Tcp4;

    public PacketIoStatus Read(Span<byte> destination, out int length)
    {
        length = Left > 0 ? frame.Length : 0;
        if (Left-- <= 0) return PacketIoStatus.WouldBlock;
        frame.CopyTo(destination);
        return PacketIoStatus.Done;
    }

    public PacketIoStatus Write(ReadOnlySpan<byte> buffer, ReadOnlySpan<PacketSlice> slices)
    {
        FramesWritten++;
        return PacketIoStatus.Done;
    }

    public void Dispose()
    {
    }
}
