using System.Security.Cryptography;

namespace Culvert.Crypto.Packet;

/// <summary>HMAC first, compared in constant time; AES-CBC only when it holds, so that padding tells an attacker nothing.</summary>
internal sealed unsafe class CbcHmacOpener(EvpCipher cipher, EvpMac mac, int icvLength) : IPacketOpener
{
    private const int LargestIcv = 32;

    public bool Open(Span<byte> packet)
    {
        int authenticated = packet.Length - icvLength;
        int length = authenticated - CbcLayout.PayloadOffset;
        if (!CbcLayout.IsWholeBlocks(length)) return false;
        fixed (byte* octets = packet)
        {
            byte* icv = stackalloc byte[LargestIcv];
            return mac.Compute(octets, authenticated, icv)
                && CryptographicOperations.FixedTimeEquals(packet[authenticated..], new ReadOnlySpan<byte>(icv, icvLength))
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
