using Culvert.Core;

namespace Culvert.Hal.Packets;

/// <summary>
/// A layer-3 device of the kernel whose far end is this process (Linux TUN). Every packet carries the 10-octet
/// virtio-net header in front (virtio 1.2 section 5.1.6), so that one read or write may move a 64 KB packet which the
/// kernel cuts, or has left uncut. Reads and writes never block. One thread may read while another writes.
/// </summary>
public interface ITunDevice : IPacketSource
{
    /// <summary>Length of the virtio-net header before each packet in octets.</summary>
    const int HeaderLength = 10;

    /// <summary>Room for the largest read: header and the largest IP packet.</summary>
    const int MaxFrameLength = HeaderLength + 65535;

    /// <summary>The kernel's name of the device.</summary>
    string Name { get; }

    /// <summary>What the kernel took of the offloads asked for.</summary>
    TunOffloads Offloads { get; }

    /// <summary>Takes the next packet that was routed into the device.</summary>
    /// <param name="frame">At least <see cref="MaxFrameLength"/> octets.</param>
    /// <param name="length">Octets read, header included; 0 unless <see cref="PacketIoStatus.Done"/>.</param>
    PacketIoStatus Read(Span<byte> frame, out int length);

    /// <summary>Gives the kernel a packet to forward. The slices of <paramref name="buffer"/>, in order, are header and packet.</summary>
    PacketIoStatus Write(ReadOnlySpan<byte> buffer, ReadOnlySpan<PacketSlice> slices);
}
