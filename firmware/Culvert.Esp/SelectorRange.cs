using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Culvert.Core;

namespace Culvert.Esp;

/// <summary>A traffic selector as numbers, ready to be compared with every packet.</summary>
internal readonly struct SelectorRange
{
    private readonly UInt128 _start;
    private readonly UInt128 _end;
    private readonly bool _isIPv6;
    private readonly byte _protocol;
    private readonly ushort _startPort;
    private readonly ushort _endPort;

    public SelectorRange(TrafficSelector selector)
    {
        _start = ToNumber(selector.StartAddress);
        _end = ToNumber(selector.EndAddress);
        _isIPv6 = !selector.IsIPv4;
        _protocol = selector.Protocol;
        (_startPort, _endPort) = (selector.StartPort, selector.EndPort);
    }

    /// <param name="port">Negative when the packet shows none: only a selector that allows every port then matches.</param>
    public bool Contains(bool isIPv6, UInt128 address, byte protocol, int port)
    {
        if (isIPv6 != _isIPv6 || address < _start || address > _end) return false;
        if (_protocol != 0 && _protocol != protocol) return false;
        if (_startPort == 0 && _endPort == ushort.MaxValue) return true;
        return port >= _startPort && port <= _endPort;
    }

    private static UInt128 ToNumber(IPAddress address)
    {
        Span<byte> octets = stackalloc byte[16];
        address.TryWriteBytes(octets, out _);
        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? BinaryPrimitives.ReadUInt128BigEndian(octets)
            : BinaryPrimitives.ReadUInt32BigEndian(octets);
    }
}
