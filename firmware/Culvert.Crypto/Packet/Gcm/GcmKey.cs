using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Culvert.Crypto.Packet.Gcm;

/// <summary>
/// What is computed once for a key of AES-GCM: round keys and the powers of the hash key. Never written afterwards, so that
/// threads may share it; cleared when freed.
/// </summary>
internal sealed unsafe class GcmKey : SafeHandleZeroOrMinusOneIsInvalid
{
    /// <summary>The highest power: a batch of eight blocks, and one more.</summary>
    public const int PowerCount = 9;

    // In blocks. The powers of a batch, the eighth and the lower ones, begin a cache line.
    private const int MostRoundKeys = 15;
    private const int FoldsOffset = MostRoundKeys + PowerCount;
    private const int Length = FoldsOffset + PowerCount;
    private const int CacheLine = 64;

    private GcmKey(int rounds)
        : base(ownsHandle: true)
    {
        Rounds = rounds;
        SetHandle((nint)NativeMemory.AlignedAlloc(Length * (nuint)sizeof(Vector128<byte>), CacheLine));
        Memory.Clear();
    }

    /// <summary>10, 12 or 14.</summary>
    public int Rounds { get; }

    public Vector128<byte>* RoundKeys => (Vector128<byte>*)handle;

    /// <param name="key">16, 24 or 32 octets.</param>
    public static GcmKey Create<TProcessor>(ReadOnlySpan<byte> key)
        where TProcessor : struct, IGcmProcessor
    {
        var created = new GcmKey((key.Length / sizeof(uint)) + 6);
        AesKeySchedule.Expand<TProcessor>(key, new Span<uint>(created.RoundKeys, (created.Rounds + 1) * 4));
        created.SetPowers<TProcessor>();
        return created;
    }

    /// <summary>A power of the hash key, prepared; behind it the lower ones.</summary>
    public Vector128<ulong>* Power(int exponent) => (Vector128<ulong>*)handle + FoldsOffset - exponent;

    /// <summary>What <see cref="GcmHash{TProcessor}.Fold"/> makes of a power; behind it those of the lower ones.</summary>
    public Vector128<ulong>* Fold(int exponent) => (Vector128<ulong>*)handle + Length - exponent;

    protected override bool ReleaseHandle()
    {
        CryptographicOperations.ZeroMemory(Memory);
        NativeMemory.AlignedFree((void*)handle);
        return true;
    }

    private Span<byte> Memory => new((void*)handle, Length * sizeof(Vector128<byte>));

    private void SetPowers<TProcessor>()
        where TProcessor : struct, IGcmProcessor
    {
        Vector128<byte> hashKey = GcmKernel<TProcessor>.Encrypt(this, Vector128<byte>.Zero);
        Vector128<ulong> first = GcmHash<TProcessor>.Prepare(hashKey), power = first;
        for (int exponent = 1; exponent <= PowerCount; exponent++)
        {
            *Power(exponent) = power;
            *Fold(exponent) = GcmHash<TProcessor>.Fold(power);
            GcmHash<TProcessor> next = default;
            next.Add(power, first, *Fold(1));
            power = next.Reduce();
        }
    }
}
