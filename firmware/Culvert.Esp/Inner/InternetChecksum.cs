using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Culvert.Esp.Inner;

/// <summary>
/// The ones' complement sum of IP, TCP and UDP (RFC 1071). Partial sums are plain numbers below 2^16 and add up in any
/// order, as long as every part but the last is even in length.
/// </summary>
public static class InternetChecksum
{
    public static uint Sum(ReadOnlySpan<byte> octets)
    {
        ref byte source = ref MemoryMarshal.GetReference(octets);
        nuint length = (nuint)octets.Length;
        nuint at = 0;
        ulong total = 0;
        if (length >= 32)
        {
            Vector128<ulong> low = default, high = default;
            for (; at + 32 <= length; at += 32)
            {
                Accumulate(Vector128.LoadUnsafe(ref source, at), ref low, ref high);
                Accumulate(Vector128.LoadUnsafe(ref source, at + 16), ref low, ref high);
            }

            total = Vector128.Sum(low + high);
        }

        return FoldNative(total + SumTail(octets[(int)at..]));
    }

    /// <summary>Copies and sums in one pass: memory is read once.</summary>
    /// <param name="destination">At least as long as <paramref name="source"/>.</param>
    public static uint CopyAndSum(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        destination = destination[..source.Length];
        ref byte from = ref MemoryMarshal.GetReference(source);
        ref byte to = ref MemoryMarshal.GetReference(destination);
        nuint length = (nuint)source.Length;
        nuint at = 0;
        Vector128<ulong> low = default, high = default;
        for (; at + 32 <= length; at += 32)
        {
            Vector128<byte> first = Vector128.LoadUnsafe(ref from, at);
            Vector128<byte> second = Vector128.LoadUnsafe(ref from, at + 16);
            first.StoreUnsafe(ref to, at);
            second.StoreUnsafe(ref to, at + 16);
            Accumulate(first, ref low, ref high);
            Accumulate(second, ref low, ref high);
        }

        source[(int)at..].CopyTo(destination[(int)at..]);
        return FoldNative(Vector128.Sum(low + high) + SumTail(source[(int)at..]));
    }

    /// <summary>The pseudo-header's address part: <paramref name="addresses"/> are source and destination as they lie in the packet.</summary>
    public static uint PseudoHeader(ReadOnlySpan<byte> addresses, byte protocol, int transportLength) =>
        Sum(addresses) + protocol + (uint)(transportLength & 0xffff) + (uint)(transportLength >> 16);

    /// <summary>Brings a sum of partial sums below 2^16.</summary>
    public static ushort Fold(uint sum)
    {
        sum = (sum & 0xffff) + (sum >> 16);
        return (ushort)((sum & 0xffff) + (sum >> 16));
    }

    /// <summary>The checksum field for a sum.</summary>
    public static ushort Finish(uint sum) => (ushort)~Fold(sum);

    /// <summary>The checksum field after one 16-bit word under it changed (RFC 1624 equation 3).</summary>
    public static ushort Update(ushort checksum, ushort before, ushort after) =>
        Finish((uint)(ushort)~checksum + (ushort)~before + after);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Accumulate(Vector128<byte> octets, ref Vector128<ulong> low, ref Vector128<ulong> high)
    {
        (Vector128<ulong> lower, Vector128<ulong> upper) = Vector128.Widen(octets.AsUInt32());
        low += lower;
        high += upper;
    }

    // At most 31 octets, so that nothing overflows.
    private static ulong SumTail(ReadOnlySpan<byte> octets)
    {
        ulong total = 0;
        for (; octets.Length >= 4; octets = octets[4..]) total += MemoryMarshal.Read<uint>(octets);
        if (octets.Length >= 2)
        {
            total += MemoryMarshal.Read<ushort>(octets);
            octets = octets[2..];
        }

        // An odd octet is the first of a word whose second is zero.
        if (!octets.IsEmpty) total += BitConverter.IsLittleEndian ? octets[0] : (ulong)octets[0] << 8;
        return total;
    }

    // The sum is independent of octet order (RFC 1071 section 2 (B)): words are added as the machine reads them, and swapped once.
    private static uint FoldNative(ulong total)
    {
        total = (total & 0xffffffff) + (total >> 32);
        total = (total & 0xffff) + (total >> 16);
        total = (total & 0xffff) + (total >> 16);
        ushort folded = Fold((uint)total);
        return BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(folded) : folded;
    }
}
