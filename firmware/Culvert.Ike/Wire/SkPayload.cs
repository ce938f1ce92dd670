using Culvert.Core;
using Culvert.Crypto;

namespace Culvert.Ike.Wire;

/// <summary>The Encrypted and Authenticated payload (RFC 7296 section 3.14). We believe a message only when it is its first and last.</summary>
internal static class SkPayload
{
    private const int GenericHeaderLength = 4;

    /// <summary>Opens the message; null when it has no such payload or the integrity check fails.</summary>
    public static byte[]? TryOpen(IkeHeader header, ReadOnlySpan<byte> message, SkCipher cipher, out PayloadType first)
    {
        var reader = new SpanReader(message);
        reader.Skip(IkeHeader.Size);
        first = (PayloadType)reader.ReadByte();
        reader.Skip(1);
        int length = reader.ReadUInt16();
        if (reader.Failed || header.NextPayload != PayloadType.SK || length != message.Length - IkeHeader.Size) return null;
        int bodyStart = IkeHeader.Size + GenericHeaderLength;
        return cipher.TryOpen(message[..bodyStart], message[bodyStart..]);
    }
}
