using System.Buffers.Binary;
using System.Security.Cryptography;
using Culvert.Core;

namespace Culvert.Crypto;

/// <summary>
/// AES-GCM with a 16-octet tag (RFC 5282). Nonce = salt | IV; the IV is a counter, which alone keeps it unique under
/// one key. The associated data are the IKE header, and the SK payload's generic header (section 5.1).
/// </summary>
internal sealed class GcmSkCipher : SkCipher
{
    private const int SaltLength = 4;
    private const int IvLength = 8;
    private const int TagLength = 16;

    private readonly AesGcm _gcm;
    private readonly byte[] _salt;
    private ulong _sealed;

    public GcmSkCipher(Secret keyWithSalt)
    {
        _gcm = new AesGcm(keyWithSalt.Span[..^SaltLength], TagLength);
        _salt = keyWithSalt.Span[^SaltLength..].ToArray();
    }

    // No padding is needed beyond the Pad Length octet itself.
    public override int BodyLength(int plaintextLength) => IvLength + plaintextLength + 1 + TagLength;

    public override void Seal(ReadOnlySpan<byte> header, ReadOnlySpan<byte> plaintext, Span<byte> body, IEntropy entropy)
    {
        Span<byte> iv = body[..IvLength];
        BinaryPrimitives.WriteUInt64BigEndian(iv, ++_sealed);
        byte[] padded = [.. plaintext, 0];
        _gcm.Encrypt(Nonce(iv), padded, body[IvLength..^TagLength], body[^TagLength..], header);
        CryptographicOperations.ZeroMemory(padded);
    }

    public override byte[]? TryOpen(ReadOnlySpan<byte> header, ReadOnlySpan<byte> body)
    {
        int textLength = body.Length - IvLength - TagLength;
        if (textLength < 1) return null;
        byte[] padded = new byte[textLength];
        try
        {
            _gcm.Decrypt(Nonce(body[..IvLength]), body.Slice(IvLength, textLength), body[^TagLength..], padded, header);
        }
        catch (AuthenticationTagMismatchException)
        {
            // The platform has no other way to say "forged".
            return null;
        }

        return WithoutPadding(padded);
    }

    protected override void Dispose(bool disposing)
    {
        _gcm.Dispose();
        CryptographicOperations.ZeroMemory(_salt);
    }

    private byte[] Nonce(ReadOnlySpan<byte> iv) => [.. _salt, .. iv];
}
