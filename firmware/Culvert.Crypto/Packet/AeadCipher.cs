using System.Runtime.InteropServices;

namespace Culvert.Crypto.Packet;

/// <summary>
/// An AEAD cipher in one direction under one key. AES-GCM and ChaCha20-Poly1305 agree in what surrounds them: the nonce is
/// the salt, then the explicit vector (RFC 4106 section 4, RFC 7634 section 2, RFC 5282 section 4). Not thread-safe.
/// </summary>
internal abstract class AeadCipher(ReadOnlySpan<byte> keyWithSalt) : IDisposable
{
    public const int SaltLength = sizeof(uint);

    /// <summary>As it lies in memory.</summary>
    protected uint Salt { get; private set; } = MemoryMarshal.Read<uint>(keyWithSalt[^SaltLength..]);

    /// <summary>Encrypts in place.</summary>
    /// <param name="tag">Filled; its length is that of the suite's check value.</param>
    /// <returns>False when the library refused.</returns>
    public abstract bool Seal(ReadOnlySpan<byte> iv, ReadOnlySpan<byte> associated, Span<byte> text, Span<byte> tag);

    /// <summary>Decrypts in place.</summary>
    /// <returns>False when the tag is not that of the text; the text is then zeros.</returns>
    public bool Open(ReadOnlySpan<byte> iv, ReadOnlySpan<byte> associated, Span<byte> text, Span<byte> tag)
    {
        if (TryOpen(iv, associated, text, tag)) return true;
        text.Clear();
        return false;
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        Salt = 0;
    }

    /// <summary>Decrypts in place.</summary>
    /// <returns>False when the tag is not that of the text, which is then undefined.</returns>
    protected abstract bool TryOpen(ReadOnlySpan<byte> iv, ReadOnlySpan<byte> associated, Span<byte> text, Span<byte> tag);

    protected abstract void Dispose(bool disposing);
}
