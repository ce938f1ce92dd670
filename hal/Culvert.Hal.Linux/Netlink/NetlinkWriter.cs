using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Culvert.Hal.Linux.Netlink;

/// <summary>Builds one request in a caller's buffer, in the machine's byte order. Running out of room is our own bug and throws.</summary>
internal ref struct NetlinkWriter
{
    private readonly Span<byte> _buffer;
    private int _position;

    public NetlinkWriter(Span<byte> buffer, ushort type, ushort flags)
    {
        _buffer = buffer;
        _buffer.Clear();
        Append(new MessageHeader { Type = type, Flags = (ushort)(flags | Nl.Request) });
    }

    public void Append<T>(in T structure)
        where T : unmanaged => MemoryMarshal.Write(Take(Unsafe.SizeOf<T>()), in structure);

    public void Attribute(ushort type, scoped ReadOnlySpan<byte> value)
    {
        int start = BeginNested(type);
        value.CopyTo(Take(value.Length));
        EndNested(start);
    }

    public void Attribute(ushort type, uint value) => Attribute(type, MemoryMarshal.AsBytes(new ReadOnlySpan<uint>(in value)));

    /// <summary>Opens an attribute; what is appended until <see cref="EndNested"/> is its value.</summary>
    public int BeginNested(ushort type)
    {
        int start = _position;
        MemoryMarshal.Write(Take(2), (ushort)0);
        MemoryMarshal.Write(Take(2), in type);
        return start;
    }

    public void EndNested(int start)
    {
        MemoryMarshal.Write(_buffer[start..], (ushort)(_position - start));
        _position = (_position + 3) & ~3;
    }

    /// <summary>Opens a struct rtnexthop; like an attribute but for its head.</summary>
    public int BeginHop(MultipathHop hop)
    {
        int start = _position;
        Append(hop);
        return start;
    }

    /// <summary>Fills in length and sequence number.</summary>
    public readonly Span<byte> Finish(uint sequence)
    {
        ref MessageHeader header = ref MemoryMarshal.AsRef<MessageHeader>(_buffer);
        header.Length = (uint)_position;
        header.Sequence = sequence;
        return _buffer[.._position];
    }

    private Span<byte> Take(int count)
    {
        Span<byte> span = _buffer.Slice(_position, count);
        _position += count;
        return span;
    }
}
