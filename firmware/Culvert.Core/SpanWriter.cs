using System.Buffers.Binary;

namespace Culvert.Core;

/// <summary>Big-endian cursor over a caller's buffer. Running out of room is our own bug and throws.</summary>
public ref struct SpanWriter(Span<byte> buffer)
{
    private readonly Span<byte> _buffer = buffer;
    private int _position;

    public readonly int Position => _position;

    public readonly ReadOnlySpan<byte> Written => _buffer[.._position];

    public void WriteByte(byte value) => Take(1)[0] = value;

    public void WriteUInt16(ushort value) => BinaryPrimitives.WriteUInt16BigEndian(Take(2), value);

    public void WriteUInt32(uint value) => BinaryPrimitives.WriteUInt32BigEndian(Take(4), value);

    public void WriteUInt64(ulong value) => BinaryPrimitives.WriteUInt64BigEndian(Take(8), value);

    public void WriteBytes(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Take(bytes.Length));

    /// <summary>Reserves <paramref name="count"/> bytes to be filled by the caller.</summary>
    public Span<byte> Take(int count)
    {
        Span<byte> span = _buffer.Slice(_position, count);
        _position += count;
        return span;
    }

    /// <summary>Fills in a 16-bit length left open earlier with <see cref="Take"/>.</summary>
    public readonly void PatchUInt16(int position, ushort value) =>
        BinaryPrimitives.WriteUInt16BigEndian(_buffer.Slice(position, 2), value);
}
