using System.Security.Cryptography;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Culvert.Crypto.Packet;

/// <summary>An HMAC context that keeps its key. Not thread-safe: whoever makes it gives it to one thread.</summary>
internal sealed unsafe class EvpMac : SafeHandleZeroOrMinusOneIsInvalid
{
    private const int LargestDigest = 64;

    public EvpMac(IntegrityAlgorithm algorithm, ReadOnlySpan<byte> key)
        : base(ownsHandle: true)
    {
        fixed (byte* name = "HMAC\0"u8)
        {
            nint mac = Evp.FetchMac(0, name, null);
            SetHandle(mac == 0 ? 0 : Evp.NewMacContext(mac));
            Evp.FreeMac(mac);
        }

        if (IsInvalid || !SetKey(algorithm, key)) throw new CryptographicException($"libcrypto has no usable {algorithm}");
    }

    /// <summary>Writes the integrity check value of the octets with what is behind them: the digest's first octets (RFC 2404, RFC 4868 section 2).</summary>
    /// <param name="icv">Its length says how many.</param>
    public bool Compute(ReadOnlySpan<byte> octets, ReadOnlySpan<byte> behind, Span<byte> icv)
    {
        Span<byte> digest = stackalloc byte[LargestDigest];
        nuint written;
        bool done;
        fixed (byte* first = octets, second = behind, output = digest)
        {
            done = Evp.MacInit(handle, null, 0, null) == 1
                && Evp.MacUpdate(handle, first, (nuint)octets.Length) == 1
                && (behind.IsEmpty || Evp.MacUpdate(handle, second, (nuint)behind.Length) == 1)
                && Evp.MacFinal(handle, output, &written, LargestDigest) == 1;
        }

        digest[..icv.Length].CopyTo(icv);
        return done;
    }

    protected override bool ReleaseHandle()
    {
        Evp.FreeMacContext(handle);
        return true;
    }

    // The platform's name of the hash is one that libcrypto knows too.
    private bool SetKey(IntegrityAlgorithm algorithm, ReadOnlySpan<byte> key)
    {
        byte[] digest = Encoding.ASCII.GetBytes(algorithm.Hash().Name!);
        OsslParam* parameters = stackalloc OsslParam[2];
        fixed (byte* octets = key, name = digest)
        {
            parameters[0] = OsslParam.Text("digest\0"u8, name, digest.Length);
            parameters[1] = default;
            return Evp.MacInit(handle, octets, (nuint)key.Length, parameters) == 1;
        }
    }
}
