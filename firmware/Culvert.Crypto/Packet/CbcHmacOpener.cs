using System.Security.Cryptography;

namespace Culvert.Crypto.Packet;

/// <summary>HMAC first, compared in constant time; AES-CBC only when it holds, so that padding tells an attacker nothing.</summary>
internal sealed unsafe class CbcHmacOpener(EvpCipher cipher, EvpMac mac, int icvLength, bool isExtended) : IPacketOpener
{
    private const int LargestIcv = 32;

    public bool Open(Span<byte> packet, uint sequenceHigh)
    {
        int authenticated = packet.Length - icvLength;
        int length = authenticated - CbcLayout.PayloadOffset;
        if (!CbcLayout.IsWholeBlocks(length)) return false;
        Span<byte> buffer = stackalloc byte[CbcLayout.SequenceHighLength];
        Span<byte> icv = stackalloc byte[LargestIcv];
        icv = icv[..icvLength];
        fixed (byte* octets = packet)
        {
            return mac.Compute(packet[..authenticated], CbcLayout.AuthenticatedBehind(isExtended, sequenceHigh, buffer), icv)
                && CryptographicOperations.FixedTimeEquals(packet[authenticated..], icv)
                && cipher.Begin(octets + EspLayout.HeaderLength)
                && cipher.Update(octets + CbcLayout.PayloadOffset, length);
        }
    }

    public void Dispose()
    {
        cipher.Dispose();
        mac.Dispose();
    }
}
