using System.Numerics;

namespace Culvert.Esp;

/// <summary>
/// The anti-replay window of one inbound SA (RFC 4303 section 3.4.3), as a ring of 64-bit blocks so that it moves
/// without shifting (RFC 6479). Two steps on purpose: <see cref="Allows"/> before authentication, <see cref="Advance"/>
/// only after it, or a forged packet could move the window past all true ones.
/// </summary>
public sealed class ReplayWindow
{
    public const int SmallestSize = 64;
    public const int LargestSize = 4096;

    private const int BlockBits = 64;

    private readonly ulong[] _blocks;
    private readonly uint _size;
    private uint _highest;

    /// <param name="size">Packets; brought into <see cref="SmallestSize"/> to <see cref="LargestSize"/> and up to a multiple of 64.</param>
    public ReplayWindow(int size)
    {
        size = Math.Clamp(size, SmallestSize, LargestSize);
        uint blocks = (uint)(size + BlockBits - 1) / BlockBits;
        _size = blocks * BlockBits;
        // One block more than the window: the newest block is only partly used.
        _blocks = new ulong[BitOperations.RoundUpToPowerOf2(blocks + 1)];
    }

    /// <summary>Whether a packet of this number may be new: not seen, and not left of the window. Changes nothing.</summary>
    public bool Allows(uint sequence)
    {
        // The first packet is number 1; 0 never comes unless numbers wrapped.
        if (sequence == 0) return false;
        if (sequence > _highest) return true;
        return _highest - sequence < _size && (Block(sequence) & Bit(sequence)) == 0;
    }

    /// <summary>Notes an authentic packet that <see cref="Allows"/> let pass.</summary>
    public void Advance(uint sequence)
    {
        if (sequence > _highest)
        {
            Clear(_highest / BlockBits, sequence / BlockBits);
            _highest = sequence;
        }

        Block(sequence) |= Bit(sequence);
    }

    private static ulong Bit(uint sequence) => 1UL << (int)(sequence % BlockBits);

    private ref ulong Block(uint sequence) => ref _blocks[sequence / BlockBits & (uint)(_blocks.Length - 1)];

    private void Clear(uint lastUsed, uint newest)
    {
        uint count = Math.Min(newest - lastUsed, (uint)_blocks.Length);
        for (uint i = 0; i < count; i++) _blocks[(newest - i) & (uint)(_blocks.Length - 1)] = 0;
    }
}
