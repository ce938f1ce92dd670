using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Culvert.Crypto.Packet;

/// <summary>
/// An AEAD cipher in one direction under one key. AES-GCM and ChaCha20-Poly1305 agree in what surrounds them: the nonce is
/// the salt, then the explicit vector (RFC 4106 section 4, RFC 7634 section 2, RFC 5282 section 4). Not thread-safe.
/// </summary>
internal sealed unsafe class AeadCipher : IDisposable
{
    private const int SaltLength = sizeof(uint);
    private const int NonceLength = 12;

    private readonly EvpCipher _cipher;
    private uint _salt;

    private AeadCipher(EvpCipher cipher, ReadOnlySpan<byte> keyWithSalt)
    {
        _cipher = cipher;
        // As it lies in memory.
        _salt = MemoryMarshal.Read<uint>(keyWithSalt[^SaltLength..]);
    }

    public static AeadCipher ForSealing(EncryptionAlgorithm algorithm, ReadOnlySpan<byte> keyWithSalt) =>
        new(EvpCipher.ForEncryption(LibraryName(algorithm, keyWithSalt), keyWithSalt[..^SaltLength]), keyWithSalt);

    public static AeadCipher ForOpening(EncryptionAlgorithm algorithm, ReadOnlySpan<byte> keyWithSalt) =>
        new(EvpCipher.ForDecryption(LibraryName(algorithm, keyWithSalt), keyWithSalt[..^SaltLength]), keyWithSalt);

    /// <summary>Encrypts in place.</summary>
    /// <param name="tag">Filled; its length is that of the suite's check value.</param>
    /// <returns>False when the library refused.</returns>
    public bool Seal(ReadOnlySpan<byte> iv, ReadOnlySpan<byte> associated, Span<byte> text, Span<byte> tag)
    {
        byte* nonce = stackalloc byte[NonceLength];
        WriteNonce(nonce, iv);
        OsslParam* parameters = stackalloc OsslParam[2];
        fixed (byte* associatedOctets = associated, octets = text, tagOctets = tag)
        {
            TagParameter(parameters, tagOctets, tag.Length);
            return _cipher.Begin(nonce)
                && _cipher.Authenticate(associatedOctets, associated.Length)
                && _cipher.Update(octets, text.Length)
                && _cipher.End()
                && _cipher.GetParameters(parameters);
        }
    }

    /// <summary>Decrypts in place.</summary>
    /// <returns>False when the tag is not that of the text; the text is then undefined.</returns>
    public bool Open(ReadOnlySpan<byte> iv, ReadOnlySpan<byte> associated, Span<byte> text, Span<byte> tag)
    {
        byte* nonce = stackalloc byte[NonceLength];
        WriteNonce(nonce, iv);
        OsslParam* parameters = stackalloc OsslParam[2];
        fixed (byte* associatedOctets = associated, octets = text, tagOctets = tag)
        {
            TagParameter(parameters, tagOctets, tag.Length);
            return _cipher.Begin(nonce, parameters)
                && _cipher.Authenticate(associatedOctets, associated.Length)
                && _cipher.Update(octets, text.Length)
                && _cipher.End();
        }
    }

    public void Dispose()
    {
        _cipher.Dispose();
        _salt = 0;
    }

    private static string LibraryName(EncryptionAlgorithm algorithm, ReadOnlySpan<byte> keyWithSalt) =>
        algorithm.LibraryName((keyWithSalt.Length - SaltLength) * 8);

    private static void TagParameter(OsslParam* parameters, byte* tag, int length)
    {
        parameters[0] = OsslParam.Octets("tag\0"u8, tag, length);
        parameters[1] = default;
    }

    private void WriteNonce(byte* nonce, ReadOnlySpan<byte> iv)
    {
        Unsafe.WriteUnaligned(nonce, _salt);
        iv.CopyTo(new Span<byte>(nonce + SaltLength, NonceLength - SaltLength));
    }
}
