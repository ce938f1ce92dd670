using System.Numerics;

namespace Culvert.Esp;

/// <summary>
/// The anti-replay window of one inbound SA (RFC 4303 section 3.4.3), as a ring of 64-bit blocks so that it moves
/// without shifting (RFC 6479). Two steps on purpose: <see cref="Allows"/> before authentication, <see cref="Advance"/>
/// only after it, or a forged packet could move the window past all true ones. Numbers have 64 bits; those of an SA
/// without extended ones never reach the upper half.
/// </summary>
public sealed class ReplayWindow
{
    public const int SmallestSize = 64;
    public const int LargestSize = 4096;

    private const int BlockBits = 64;

    private readonly ulong[] _blocks;
    private readonly ulong _size;
    private ulong _highest;

    /// <param name="size">Packets; brought into <see cref="SmallestSize"/> to <see cref="LargestSize"/> and up to a multiple of 64.</param>
    public ReplayWindow(int size)
    {
        size = Math.Clamp(size, SmallestSize, LargestSize);
        int blocks = (size + BlockBits - 1) / BlockBits;
        _size = (ulong)blocks * BlockBits;
        // One block more than the window: the newest block is only partly used.
        _blocks = new ulong[BitOperations.RoundUpToPowerOf2((uint)blocks + 1)];
    }

    /// <summary>
    /// The extended number of which a packet shows the low half: the one nearest to the window (RFC 4303 appendix A2.2).
    /// A wrong guess does not authenticate.
    /// </summary>
    public ulong Infer(uint low)
    {
        // From the window's left edge on, 2^32 numbers follow each other: the packet's is the one of them that ends in low.
        ulong left = _highest < _size ? 0 : _highest - _size + 1;
        return left + (low - (uint)left);
    }

    /// <summary>Whether a packet of this number may be new: not seen, and not left of the window. Changes nothing.</summary>
    public bool Allows(ulong sequence)
    {
        // The first packet is number 1; 0 never comes unless numbers wrapped.
        if (sequence == 0) return false;
        if (sequence > _highest) return true;
        return _highest - sequence < _size && (Block(sequence) & Bit(sequence)) == 0;
    }

    /// <summary>Notes an authentic packet that <see cref="Allows"/> let pass.</summary>
    public void Advance(ulong sequence)
    {
        if (sequence > _highest)
        {
            Clear(_highest / BlockBits, sequence / BlockBits);
            _highest = sequence;
        }

        Block(sequence) |= Bit(sequence);
    }

    private static ulong Bit(ulong sequence) => 1UL << (int)(sequence % BlockBits);

    private ref ulong Block(ulong sequence) => ref _blocks[sequence / BlockBits & (ulong)(_blocks.Length - 1)];

    private void Clear(ulong lastUsed, ulong newest)
    {
        ulong count = Math.Min(newest - lastUsed, (ulong)_blocks.Length);
        for (ulong i = 0; i < count; i++) _blocks[(newest - i) & (ulong)(_blocks.Length - 1)] = 0;
    }
}
