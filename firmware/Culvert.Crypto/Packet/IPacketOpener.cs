namespace Culvert.Crypto.Packet;

/// <summary>Authenticates and decrypts ESP packets with the keys of one SA. Owned and used by one thread.</summary>
public interface IPacketOpener : IDisposable
{
    /// <summary>Opens in place: after success the octets between initialization vector and integrity check value are plaintext.</summary>
    /// <param name="sequenceHigh">What an extended sequence number has beyond the packet (RFC 4303 section 2.2.1); without it of no effect.</param>
    /// <returns>False when the packet is not authentic, or has no valid shape; no plaintext is then left in it.</returns>
    bool Open(Span<byte> packet, uint sequenceHigh);
}
