using System.Buffers.Binary;

namespace Culvert.Crypto.Packet;

/// <summary>The sequence number itself: unique is all that an AEAD cipher asks for (RFC 4106 section 3.1, RFC 7634 section 2).</summary>
internal sealed class SequenceIv : IIvSource
{
    public bool TryWrite(Span<byte> iv, ulong sequence)
    {
        BinaryPrimitives.WriteUInt64BigEndian(iv, sequence);
        return true;
    }

    public void Dispose()
    {
    }
}
