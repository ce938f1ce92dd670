using System.Runtime.CompilerServices;

namespace Culvert.Hal.Linux.Packets;

/// <summary>Writes and reads the control messages of a UDP packet (cmsg(3)).</summary>
internal static unsafe class ControlMessages
{
    /// <summary>Room for every message used here.</summary>
    public const int Capacity = 128;

    private const int Alignment = 8;

    private static int HeaderLength => sizeof(Libc.ControlHeader);

    /// <summary>The address to send from.</summary>
    /// <returns>Octets of control written so far.</returns>
    public static int WriteSource(byte* control, int used, uint networkOrderAddress) =>
        Write(control, used, Libc.SolIp, Libc.IpPacketInfo, new Libc.PacketInfo { LocalAddress = networkOrderAddress });

    /// <summary>The size that the kernel cuts the payload into.</summary>
    /// <returns>Octets of control written so far.</returns>
    public static int WriteSegmentSize(byte* control, int used, int size) => Write(control, used, Libc.SolUdp, Libc.UdpSegment, (ushort)size);

    /// <summary>Finds the address that a message came to, and the size of the datagrams that the kernel put together; 0 where not said.</summary>
    public static void Read(byte* control, nuint length, out uint networkOrderAddress, out int segmentSize)
    {
        (networkOrderAddress, segmentSize) = (0, 0);
        for (nuint at = 0; at + (nuint)HeaderLength <= length;)
        {
            var header = (Libc.ControlHeader*)(control + at);
            if (header->Length < (nuint)HeaderLength) return;
            byte* data = control + at + HeaderLength;
            if (header->Level == Libc.SolIp && header->Type == Libc.IpPacketInfo) networkOrderAddress = ((Libc.PacketInfo*)data)->LocalAddress;
            if (header->Level == Libc.SolUdp && header->Type == Libc.UdpGro) segmentSize = Unsafe.ReadUnaligned<int>(data);
            at += Align(header->Length);
        }
    }

    private static int Write<T>(byte* control, int used, int level, int type, T value)
        where T : unmanaged
    {
        var header = (Libc.ControlHeader*)(control + used);
        *header = new Libc.ControlHeader { Length = (nuint)(HeaderLength + sizeof(T)), Level = level, Type = type };
        Unsafe.WriteUnaligned(control + used + HeaderLength, value);
        return used + (int)Align(header->Length);
    }

    private static nuint Align(nuint length) => (length + Alignment - 1) & ~(nuint)(Alignment - 1);
}
