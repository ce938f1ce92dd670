using System.Buffers.Binary;

namespace Culvert.Core;

/// <summary>
/// Big-endian cursor over received bytes. A read past the end yields zero or empty and sets <see cref="Failed"/> for good,
/// so that a parser may read a whole structure and check once.
/// </summary>
public ref struct SpanReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _position;

    public bool Failed { get; private set; }

    public readonly int Remaining => Failed ? 0 : _bytes.Length - _position;

    public readonly bool AtEnd => Remaining == 0;

    public byte ReadByte() => TryTake(1, out ReadOnlySpan<byte> span) ? span[0] : (byte)0;

    public ushort ReadUInt16() => TryTake(2, out ReadOnlySpan<byte> span) ? BinaryPrimitives.ReadUInt16BigEndian(span) : (ushort)0;

    public uint ReadUInt32() => TryTake(4, out ReadOnlySpan<byte> span) ? BinaryPrimitives.ReadUInt32BigEndian(span) : 0;

    public ulong ReadUInt64() => TryTake(8, out ReadOnlySpan<byte> span) ? BinaryPrimitives.ReadUInt64BigEndian(span) : 0;

    public ReadOnlySpan<byte> ReadBytes(int count) => TryTake(count, out ReadOnlySpan<byte> span) ? span : default;

    public ReadOnlySpan<byte> ReadRest() => ReadBytes(Remaining);

    public void Skip(int count) => TryTake(count, out _);

    private bool TryTake(int count, out ReadOnlySpan<byte> span)
    {
        if (Failed || (uint)count > (uint)(_bytes.Length - _position))
        {
            Failed = true;
            span = default;
            return false;
        }

        span = _bytes.Slice(_position, count);
        _position += count;
        return true;
    }
}
