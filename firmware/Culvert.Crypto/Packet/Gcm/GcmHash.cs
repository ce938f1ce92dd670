using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Culvert.Crypto.Packet.Gcm;

/// <summary>
/// GHASH (NIST SP 800-38D section 6.4) as a sum of products that is reduced once for several blocks. Blocks stand with their
/// octets reversed, so that the field's bits, which the standard counts from the left, are those of a number read from the
/// left; a product is then one bit short, which the shift in <see cref="Prepare"/> makes up for. Products are Karatsuba's.
/// </summary>
internal struct GcmHash<TProcessor>
    where TProcessor : struct, IGcmProcessor
{
    // x¹²⁸ + x⁷ + x² + x + 1, reversed: the upper half, which is all that a reduction by 64 bits multiplies by.
    private const ulong Polynomial = 0xC200_0000_0000_0000;

    private Vector128<ulong> _low;
    private Vector128<ulong> _middle;
    private Vector128<ulong> _high;

    /// <summary>The hash key as the other factor is wanted: shifted by one bit, reduced.</summary>
    public static Vector128<ulong> Prepare(Vector128<byte> hashKey)
    {
        Vector128<ulong> reversed = TProcessor.Reverse(hashKey).AsUInt64();
        ulong low = reversed.GetElement(0), high = reversed.GetElement(1), carry = high >> 63;
        return Vector128.Create((low << 1) ^ carry, (high << 1) ^ (low >> 63) ^ (carry * Polynomial));
    }

    /// <summary>Both halves' sum, twice.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<ulong> Fold(Vector128<ulong> factor) => factor ^ TProcessor.Swap(factor);

    /// <summary>Adds the product of a reversed block with a power of the hash key.</summary>
    /// <param name="fold">Of that power.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(Vector128<ulong> block, Vector128<ulong> power, Vector128<ulong> fold)
    {
        _low ^= TProcessor.MultiplyLow(block, power);
        _high ^= TProcessor.MultiplyHigh(block, power);
        _middle ^= TProcessor.MultiplyLow(Fold(block), fold);
    }

    /// <summary>The sum, reduced to a reversed block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Vector128<ulong> Reduce()
    {
        Vector128<ulong> polynomial = Vector128.Create(Polynomial);
        Vector128<ulong> middle = _middle ^ _low ^ _high ^ TProcessor.Swap(_low) ^ TProcessor.MultiplyLow(polynomial, _low);
        return _high ^ TProcessor.Swap(middle) ^ TProcessor.MultiplyLow(polynomial, middle);
    }
}
