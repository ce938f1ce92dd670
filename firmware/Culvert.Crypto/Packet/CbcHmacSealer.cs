namespace Culvert.Crypto.Packet;

/// <summary>AES-CBC (RFC 3602), then HMAC over the whole packet before the integrity check value (RFC 4303 section 3.3.2.1).</summary>
internal sealed unsafe class CbcHmacSealer(EvpCipher cipher, EvpMac mac, int icvLength, bool isExtended) : IPacketSealer
{
    public bool Seal(Span<byte> packet, uint sequenceHigh)
    {
        int authenticated = packet.Length - icvLength;
        int length = authenticated - CbcLayout.PayloadOffset;
        if (!CbcLayout.IsWholeBlocks(length)) return false;
        Span<byte> buffer = stackalloc byte[CbcLayout.SequenceHighLength];
        fixed (byte* octets = packet)
        {
            return cipher.Begin(octets + EspLayout.HeaderLength)
                && cipher.Update(octets + CbcLayout.PayloadOffset, length)
                && mac.Compute(packet[..authenticated], CbcLayout.AuthenticatedBehind(isExtended, sequenceHigh, buffer), packet[authenticated..]);
        }
    }

    public void Dispose()
    {
        cipher.Dispose();
        mac.Dispose();
    }
}
