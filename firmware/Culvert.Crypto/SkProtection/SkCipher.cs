using Culvert.Core;

namespace Culvert.Crypto;

/// <summary>
/// One direction of an IKE SA's encryption and integrity: turns the inner payloads into the body of an SK payload and
/// back. The body is IV | ciphertext | checksum; the ciphertext hides padding and its length octet.
/// </summary>
public abstract class SkCipher : IDisposable
{
    /// <summary>Makes the cipher of a suite. The keys are copied.</summary>
    public static SkCipher Create(IkeProposal suite, Secret encryptionKey, Secret integrityKey)
    {
        ArgumentNullException.ThrowIfNull(suite);
        return suite.Encryption.IsAead()
            ? new AeadSkCipher(suite.Encryption, encryptionKey)
            : new CbcHmacSkCipher(encryptionKey, suite.Integrity, integrityKey);
    }

    /// <summary>Octets of the body that holds <paramref name="plaintextLength"/> octets of inner payloads.</summary>
    public abstract int BodyLength(int plaintextLength);

    /// <param name="header">The message from the IKE header to the SK payload's generic header, lengths filled in.</param>
    /// <param name="plaintext">The inner payloads.</param>
    /// <param name="body">Exactly <see cref="BodyLength"/> octets, right behind the header in the message.</param>
    /// <param name="entropy">Where a random IV comes from, if the mode needs one.</param>
    public abstract void Seal(ReadOnlySpan<byte> header, ReadOnlySpan<byte> plaintext, Span<byte> body, IEntropy entropy);

    /// <summary>Authenticates, then decrypts. Null when the body is too short, forged, or wrongly padded.</summary>
    public abstract byte[]? TryOpen(ReadOnlySpan<byte> header, ReadOnlySpan<byte> body);

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected abstract void Dispose(bool disposing);

    /// <summary>Cuts padding and Pad Length off (RFC 7296 section 3.14); the padding's content is the sender's business.</summary>
    protected static byte[]? WithoutPadding(ReadOnlySpan<byte> padded)
    {
        int padding = padded[^1] + 1;
        return padding > padded.Length ? null : padded[..^padding].ToArray();
    }
}
