using System.Net;
using System.Net.Sockets;

namespace Culvert.Hal.Packets;

/// <summary>An address and port, 0 for a protocol without ports, without a reference in it, so that batches of them cost no allocation.</summary>
/// <param name="Address">The address as a number, IPv4 in the low 32 bits.</param>
public readonly record struct PacketEndpoint(UInt128 Address, ushort Port, bool IsIPv6)
{
    /// <summary>An IPv4 endpoint; 0 is 0.0.0.0.</summary>
    public static PacketEndpoint IPv4(uint address, ushort port) => new(address, port, false);

    public static PacketEndpoint From(IPEndPoint endpoint)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        UInt128 bits = 0;
        Span<byte> octets = stackalloc byte[16];
        endpoint.Address.TryWriteBytes(octets, out int length);
        foreach (byte octet in octets[..length]) bits = (bits << 8) | octet;
        return new PacketEndpoint(bits, (ushort)endpoint.Port, endpoint.AddressFamily == AddressFamily.InterNetworkV6);
    }

    public IPEndPoint ToIPEndPoint()
    {
        Span<byte> octets = stackalloc byte[IsIPv6 ? 16 : 4];
        UInt128 bits = Address;
        for (int i = octets.Length - 1; i >= 0; i--, bits >>= 8) octets[i] = (byte)bits;
        return new IPEndPoint(new IPAddress(octets), Port);
    }

    public override string ToString() => ToIPEndPoint().ToString();
}
