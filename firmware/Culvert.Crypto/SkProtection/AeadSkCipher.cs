using System.Buffers.Binary;
using System.Security.Cryptography;
using Culvert.Core;
using Culvert.Crypto.Packet;

namespace Culvert.Crypto;

/// <summary>
/// AES-GCM or ChaCha20-Poly1305 (RFC 5282, RFC 7634 section 3). The explicit vector is a counter, which alone keeps it
/// unique under one key. The associated data are the IKE header, and all up to the SK payload's generic header.
/// </summary>
internal sealed class AeadSkCipher : SkCipher
{
    private readonly AeadCipher _sealing;
    private readonly AeadCipher _opening;
    private readonly int _ivLength;
    private readonly int _tagLength;
    private ulong _sealed;

    public AeadSkCipher(EncryptionAlgorithm algorithm, Secret keyWithSalt)
    {
        _ivLength = algorithm.IvLength();
        _tagLength = algorithm.TagLength();
        _sealing = AeadProvider.LibCrypto.ForSealing(algorithm, keyWithSalt.Span);
        _opening = AeadProvider.LibCrypto.ForOpening(algorithm, keyWithSalt.Span);
    }

    // No padding is needed beyond the Pad Length octet itself.
    public override int BodyLength(int plaintextLength) => _ivLength + plaintextLength + 1 + _tagLength;

    public override void Seal(ReadOnlySpan<byte> header, ReadOnlySpan<byte> plaintext, Span<byte> body, IEntropy entropy)
    {
        Span<byte> iv = body[.._ivLength];
        Span<byte> text = body[_ivLength..^_tagLength];
        BinaryPrimitives.WriteUInt64BigEndian(iv, ++_sealed);
        plaintext.CopyTo(text);
        text[^1] = 0;
        if (!_sealing.Seal(iv, header, text, body[^_tagLength..])) throw new InvalidOperationException("libcrypto refused to encrypt");
    }

    public override byte[]? TryOpen(ReadOnlySpan<byte> header, ReadOnlySpan<byte> body)
    {
        if (body.Length <= _ivLength + _tagLength) return null;
        byte[] opened = body[_ivLength..].ToArray();
        Span<byte> text = opened.AsSpan()[..^_tagLength];
        byte[]? plaintext = _opening.Open(body[.._ivLength], header, text, opened.AsSpan()[^_tagLength..]) ? WithoutPadding(text) : null;
        CryptographicOperations.ZeroMemory(opened);
        return plaintext;
    }

    protected override void Dispose(bool disposing)
    {
        _sealing.Dispose();
        _opening.Dispose();
    }
}
