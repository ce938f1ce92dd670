using System.Buffers.Binary;

namespace Culvert.Crypto.Packet;

/// <summary>Sizes of an ESP packet under AES-CBC, in octets, and what its check value covers beyond the packet.</summary>
internal static class CbcLayout
{
    public const int BlockLength = 16;
    public const int PayloadOffset = EspLayout.HeaderLength + BlockLength;
    public const int SequenceHighLength = sizeof(uint);

    public static bool IsWholeBlocks(int length) => length > 0 && length % BlockLength == 0;

    /// <summary>The high half of an extended sequence number, authenticated behind the packet that it does not travel in (RFC 4303 section 2.2.1).</summary>
    public static ReadOnlySpan<byte> AuthenticatedBehind(bool isExtended, uint sequenceHigh, Span<byte> buffer)
    {
        if (!isExtended) return default;
        BinaryPrimitives.WriteUInt32BigEndian(buffer, sequenceHigh);
        return buffer;
    }
}
