using System.Buffers.Binary;
using Culvert.Hal.Packets;

namespace Culvert.Hal.Linux.Packets;

/// <summary>Endpoints as the kernel has them, in network order.</summary>
internal static class SocketAddresses
{
    private const uint LengthIPv4 = 16;
    private const uint LengthIPv6 = 28;

    /// <summary>Octets of the structure that the kernel wants for the family.</summary>
    public static uint LengthOf(bool isIPv6) => isIPv6 ? LengthIPv6 : LengthIPv4;

    public static Libc.InetAddress From(PacketEndpoint endpoint)
    {
        ushort port = BinaryPrimitives.ReverseEndianness(endpoint.Port);
        if (!endpoint.IsIPv6) return new() { Family = Libc.AfInet, Port = port, Address = ToNetwork((uint)endpoint.Address) };
        return new() { Family = Libc.AfInet6, Port = port, Upper = ToNetwork((ulong)(endpoint.Address >> 64)), Lower = ToNetwork((ulong)endpoint.Address) };
    }

    public static PacketEndpoint ToEndpoint(in Libc.InetAddress address)
    {
        ushort port = BinaryPrimitives.ReverseEndianness(address.Port);
        return address.Family == Libc.AfInet6 ? IPv6(address.Upper, address.Lower, port) : IPv4(address.Address, port);
    }

    public static PacketEndpoint IPv4(uint networkOrder, ushort port) => PacketEndpoint.IPv4(ToNetwork(networkOrder), port);

    public static PacketEndpoint IPv6(ulong upper, ulong lower, ushort port) => new(new UInt128(ToNetwork(upper), ToNetwork(lower)), port, true);

    public static uint ToNetwork(uint value) => BinaryPrimitives.ReverseEndianness(value);

    public static ulong ToNetwork(ulong value) => BinaryPrimitives.ReverseEndianness(value);
}
