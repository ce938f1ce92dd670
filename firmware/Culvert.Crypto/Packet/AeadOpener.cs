namespace Culvert.Crypto.Packet;

/// <summary>AES-GCM or ChaCha20-Poly1305 (RFC 4106, RFC 7634).</summary>
internal sealed class AeadOpener(AeadCipher cipher, int tagLength, bool isExtended) : IPacketOpener
{
    public bool Open(Span<byte> packet, uint sequenceHigh)
    {
        if (packet.Length <= AeadLayout.PayloadOffset + tagLength) return false;
        Span<byte> buffer = stackalloc byte[AeadLayout.LongestAssociatedLength];
        return cipher.Open(
            packet[EspLayout.HeaderLength..AeadLayout.PayloadOffset],
            AeadLayout.Associated(packet, isExtended, sequenceHigh, buffer),
            packet[AeadLayout.PayloadOffset..^tagLength],
            packet[^tagLength..]);
    }

    public void Dispose() => cipher.Dispose();
}
