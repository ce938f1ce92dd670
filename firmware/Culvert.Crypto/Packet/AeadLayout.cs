using System.Buffers.Binary;

namespace Culvert.Crypto.Packet;

/// <summary>Where things are in an ESP packet under an AEAD cipher, in octets, and what the cipher authenticates beside the payload.</summary>
internal static class AeadLayout
{
    public const int IvLength = 8;
    public const int PayloadOffset = EspLayout.HeaderLength + IvLength;

    /// <summary>SPI and the whole of an extended sequence number.</summary>
    public const int LongestAssociatedLength = 12;

    /// <summary>The associated data: the header as it travels, with the high half in its middle where there is one (RFC 4106 section 5, RFC 7634 section 2.1).</summary>
    public static ReadOnlySpan<byte> Associated(ReadOnlySpan<byte> packet, bool isExtended, uint sequenceHigh, Span<byte> buffer)
    {
        if (!isExtended) return packet[..EspLayout.HeaderLength];
        packet[..EspLayout.SequenceOffset].CopyTo(buffer);
        BinaryPrimitives.WriteUInt32BigEndian(buffer[EspLayout.SequenceOffset..], sequenceHigh);
        packet[EspLayout.SequenceOffset..EspLayout.HeaderLength].CopyTo(buffer[EspLayout.HeaderLength..]);
        return buffer;
    }
}
