namespace Culvert.Hal.Packets;

/// <summary>How a packet read or write ended. None of these is fatal: the caller counts and goes on.</summary>
public enum PacketIoStatus
{
    Done,

    /// <summary>Nothing to read; no room to write (the packet is lost).</summary>
    WouldBlock,

    /// <summary>The packet, or a part of the batch, is larger than the path allows and must not be fragmented.</summary>
    TooLarge,

    /// <summary>The kernel refused: device down, no route, or a late ICMP error of an earlier packet.</summary>
    Failed,
}
