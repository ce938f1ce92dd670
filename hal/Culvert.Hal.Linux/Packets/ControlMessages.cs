using System.Runtime.CompilerServices;
using Culvert.Hal.Packets;

namespace Culvert.Hal.Linux.Packets;

/// <summary>Writes and reads the control messages of a packet (cmsg(3)).</summary>
internal static unsafe class ControlMessages
{
    /// <summary>Room for every message used here.</summary>
    public const int Capacity = 128;

    private const int Alignment = 8;

    private static int HeaderLength => sizeof(Libc.ControlHeader);

    /// <summary>The address to send from.</summary>
    /// <returns>Octets of control written so far.</returns>
    public static int WriteSource(byte* control, int used, PacketEndpoint source)
    {
        Libc.InetAddress address = SocketAddresses.From(source);
        return source.IsIPv6
            ? Write(control, used, Libc.SolIpv6, Libc.Ipv6PacketInfo, new Libc.PacketInfo6 { Upper = address.Upper, Lower = address.Lower })
            : Write(control, used, Libc.SolIp, Libc.IpPacketInfo, new Libc.PacketInfo { LocalAddress = address.Address });
    }

    /// <summary>The size that the kernel cuts the payload into.</summary>
    /// <returns>Octets of control written so far.</returns>
    public static int WriteSegmentSize(byte* control, int used, int size) => Write(control, used, Libc.SolUdp, Libc.UdpSegment, (ushort)size);

    /// <summary>DSCP and ECN of the IP header.</summary>
    /// <returns>Octets of control written so far.</returns>
    public static int WriteTrafficClass(byte* control, int used, bool isIPv6, byte trafficClass) => isIPv6
        ? Write(control, used, Libc.SolIpv6, Libc.Ipv6TrafficClass, (int)trafficClass)
        : Write(control, used, Libc.SolIp, Libc.IpTypeOfService, (int)trafficClass);

    /// <summary>
    /// Finds the address that a message came to, with the port given, the size of the datagrams that the kernel put
    /// together, and DSCP and ECN; 0 where not said.
    /// </summary>
    public static void Read(byte* control, nuint length, ushort port, out PacketEndpoint local, out int segmentSize, out byte trafficClass)
    {
        (local, segmentSize, trafficClass) = (PacketEndpoint.IPv4(0, port), 0, 0);
        for (nuint at = 0; at + (nuint)HeaderLength <= length;)
        {
            var header = (Libc.ControlHeader*)(control + at);
            if (header->Length < (nuint)HeaderLength) return;
            byte* data = control + at + HeaderLength;
            switch (header->Level, header->Type)
            {
                case (Libc.SolIp, Libc.IpPacketInfo):
                    local = SocketAddresses.IPv4(((Libc.PacketInfo*)data)->LocalAddress, port);
                    break;
                case (Libc.SolIpv6, Libc.Ipv6PacketInfo):
                    local = SocketAddresses.IPv6(((Libc.PacketInfo6*)data)->Upper, ((Libc.PacketInfo6*)data)->Lower, port);
                    break;
                case (Libc.SolIp, Libc.IpTypeOfService):
                    trafficClass = *data;
                    break;
                case (Libc.SolIpv6, Libc.Ipv6TrafficClass):
                    trafficClass = (byte)Unsafe.ReadUnaligned<int>(data);
                    break;
                case (Libc.SolUdp, Libc.UdpGro):
                    segmentSize = Unsafe.ReadUnaligned<int>(data);
                    break;
            }

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
