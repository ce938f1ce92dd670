using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Culvert.Crypto.Packet.Gcm;

/// <summary>AES's round keys (FIPS 197 section 5.2), by the processor's substitution and not by a table, which would tell time.</summary>
internal static unsafe class AesKeySchedule
{
    /// <param name="key">16, 24 or 32 octets.</param>
    /// <param name="words">Four for each round key.</param>
    public static void Expand<TProcessor>(ReadOnlySpan<byte> key, Span<uint> words)
        where TProcessor : struct, IGcmProcessor
    {
        int keyWords = key.Length / sizeof(uint);
        MemoryMarshal.Cast<byte, uint>(key).CopyTo(words);
        uint constant = 1;
        for (int i = keyWords; i < words.Length; i++)
        {
            uint word = words[i - 1];
            if (i % keyWords == 0)
            {
                // Words lie in memory as FIPS 197 writes them, first octet lowest: its rotation to the left is one to the right.
                word = Substitute<TProcessor>(BitOperations.RotateRight(word, 8)) ^ constant;
                constant = (constant << 1) ^ ((constant >> 7) * 0x11b);
            }
            else if (keyWords > 6 && i % keyWords == 4)
            {
                word = Substitute<TProcessor>(word);
            }

            words[i] = words[i - keyWords] ^ word;
        }
    }

    // A last round with keys of zero only substitutes and shifts rows, which does nothing to equal columns.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static uint Substitute<TProcessor>(uint word)
        where TProcessor : struct, IGcmProcessor
    {
        Vector128<byte>* zeros = stackalloc Vector128<byte>[2];
        zeros[0] = zeros[1] = Vector128<byte>.Zero;
        return TProcessor.LastRound(Vector128.Create(word).AsByte(), zeros + 1).AsUInt32().ToScalar();
    }
}
