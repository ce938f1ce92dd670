namespace Culvert.Crypto.Packet;

/// <summary>AES-GCM with a 16-octet tag (RFC 4106).</summary>
internal sealed unsafe class AesGcmSealer(EvpCipher cipher, uint salt) : IPacketSealer
{
    public bool Seal(Span<byte> packet)
    {
        int length = packet.Length - AesGcmNonce.Overhead;
        if (length <= 0) return false;
        fixed (byte* octets = packet)
        {
            byte* nonce = stackalloc byte[AesGcmNonce.Length];
            AesGcmNonce.Write(nonce, salt, octets);
            byte* payload = octets + AesGcmNonce.PayloadOffset;
            OsslParam* tag = stackalloc OsslParam[2];
            tag[0] = OsslParam.Octets("tag\0"u8, payload + length, AesGcmNonce.TagLength);
            tag[1] = default;
            return cipher.Begin(nonce)
                && cipher.Authenticate(octets, EspLayout.HeaderLength)
                && cipher.Update(payload, length)
                && cipher.End()
                && cipher.GetParameters(tag);
        }
    }

    public void Dispose() => cipher.Dispose();
}
