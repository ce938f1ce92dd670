namespace Culvert.Crypto.Packet;

/// <summary>AES-GCM or ChaCha20-Poly1305 (RFC 4106, RFC 7634).</summary>
internal sealed class AeadSealer(AeadCipher cipher, int tagLength, bool isExtended) : IPacketSealer
{
    public bool Seal(Span<byte> packet, uint sequenceHigh)
    {
        if (packet.Length <= AeadLayout.PayloadOffset + tagLength) return false;
        Span<byte> buffer = stackalloc byte[AeadLayout.LongestAssociatedLength];
        return cipher.Seal(
            packet[EspLayout.HeaderLength..AeadLayout.PayloadOffset],
            AeadLayout.Associated(packet, isExtended, sequenceHigh, buffer),
            packet[AeadLayout.PayloadOffset..^tagLength],
            packet[^tagLength..]);
    }

    public void Dispose() => cipher.Dispose();
}
