using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Culvert.Crypto.Packet;

/// <summary>An HMAC context that keeps its key. Not thread-safe: whoever makes it gives it to one thread.</summary>
internal sealed unsafe class EvpMac : SafeHandleZeroOrMinusOneIsInvalid
{
    private const int LargestDigest = 64;

    private readonly int _icvLength;

    public EvpMac(IntegrityAlgorithm algorithm, ReadOnlySpan<byte> key)
        : base(ownsHandle: true)
    {
        _icvLength = algorithm.IcvLength();
        fixed (byte* name = "HMAC\0"u8)
        {
            nint mac = Evp.FetchMac(0, name, null);
            SetHandle(mac == 0 ? 0 : Evp.NewMacContext(mac));
            Evp.FreeMac(mac);
        }

        if (IsInvalid || !SetKey(algorithm, key)) throw new CryptographicException($"libcrypto has no usable {algorithm}");
    }

    /// <summary>Writes the integrity check value of the octets: the digest's first octets (RFC 2404, RFC 4868 section 2).</summary>
    public bool Compute(byte* octets, int length, byte* icv)
    {
        byte* digest = stackalloc byte[LargestDigest];
        nuint written;
        bool done = Evp.MacInit(handle, null, 0, null) == 1
            && Evp.MacUpdate(handle, octets, (nuint)length) == 1
            && Evp.MacFinal(handle, digest, &written, LargestDigest) == 1;
        new ReadOnlySpan<byte>(digest, _icvLength).CopyTo(new Span<byte>(icv, _icvLength));
        return done;
    }

    protected override bool ReleaseHandle()
    {
        Evp.FreeMacContext(handle);
        return true;
    }

    private static ReadOnlySpan<byte> DigestName(IntegrityAlgorithm algorithm) => algorithm switch
    {
        IntegrityAlgorithm.HmacSha1_96 => "SHA1"u8,
        IntegrityAlgorithm.HmacSha2_256_128 => "SHA2-256"u8,
        _ => throw new ArgumentOutOfRangeException(nameof(algorithm), algorithm, "not an integrity algorithm"),
    };

    private bool SetKey(IntegrityAlgorithm algorithm, ReadOnlySpan<byte> key)
    {
        OsslParam* parameters = stackalloc OsslParam[2];
        parameters[0] = OsslParam.Text("digest\0"u8, DigestName(algorithm));
        parameters[1] = default;
        fixed (byte* octets = key) return Evp.MacInit(handle, octets, (nuint)key.Length, parameters) == 1;
    }
}
