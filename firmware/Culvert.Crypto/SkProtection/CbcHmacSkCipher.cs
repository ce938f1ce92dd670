using System.Security.Cryptography;
using Culvert.Core;

namespace Culvert.Crypto;

/// <summary>AES-CBC with a random IV, then a truncated HMAC over the whole message before it (RFC 7296 section 3.14).</summary>
internal sealed class CbcHmacSkCipher : SkCipher
{
    private const int BlockLength = 16;

    private readonly Aes _aes = Aes.Create();
    private readonly IncrementalHash _hmac;
    private readonly int _icvLength;

    public CbcHmacSkCipher(Secret encryptionKey, IntegrityAlgorithm integrity, Secret integrityKey)
    {
        _aes.SetKey(encryptionKey.Span);
        _hmac = IncrementalHash.CreateHMAC(integrity.Hash(), integrityKey.Span);
        _icvLength = integrity.IcvLength();
    }

    public override int BodyLength(int plaintextLength) => BlockLength + PaddedLength(plaintextLength) + _icvLength;

    public override void Seal(ReadOnlySpan<byte> header, ReadOnlySpan<byte> plaintext, Span<byte> body, IEntropy entropy)
    {
        Span<byte> iv = body[..BlockLength];
        Span<byte> text = body[BlockLength..^_icvLength];
        entropy.Fill(iv);
        byte[] padded = new byte[text.Length];
        plaintext.CopyTo(padded);
        padded[^1] = (byte)(padded.Length - plaintext.Length - 1);
        _aes.EncryptCbc(padded, iv, text, PaddingMode.None);
        CryptographicOperations.ZeroMemory(padded);
        Span<byte> icv = stackalloc byte[HMACSHA512.HashSizeInBytes];
        Authenticate(header, body[..^_icvLength], icv);
        icv[.._icvLength].CopyTo(body[^_icvLength..]);
    }

    public override byte[]? TryOpen(ReadOnlySpan<byte> header, ReadOnlySpan<byte> body)
    {
        int textLength = body.Length - BlockLength - _icvLength;
        if (textLength < BlockLength || textLength % BlockLength != 0) return null;
        Span<byte> icv = stackalloc byte[HMACSHA512.HashSizeInBytes];
        Authenticate(header, body[..^_icvLength], icv);
        if (!CryptographicOperations.FixedTimeEquals(icv[.._icvLength], body[^_icvLength..])) return null;
        byte[] padded = _aes.DecryptCbc(body.Slice(BlockLength, textLength), body[..BlockLength], PaddingMode.None);
        byte[]? plaintext = WithoutPadding(padded);
        CryptographicOperations.ZeroMemory(padded);
        return plaintext;
    }

    protected override void Dispose(bool disposing)
    {
        _aes.Dispose();
        _hmac.Dispose();
    }

    private static int PaddedLength(int plaintextLength) => (plaintextLength + 1 + BlockLength - 1) / BlockLength * BlockLength;

    private void Authenticate(ReadOnlySpan<byte> header, ReadOnlySpan<byte> body, Span<byte> icv)
    {
        _hmac.AppendData(header);
        _hmac.AppendData(body);
        _hmac.GetHashAndReset(icv);
    }
}
