namespace Culvert.Crypto.Packet;

/// <summary>Encrypts and authenticates ESP packets with the keys of one SA. Owned and used by one thread.</summary>
public interface IPacketSealer : IDisposable
{
    /// <summary>
    /// Seals in place. On entry the packet is SPI, sequence number, initialization vector, padded plaintext with its
    /// trailer, and room for the integrity check value (RFC 4303 section 2).
    /// </summary>
    /// <param name="sequenceHigh">What an extended sequence number has beyond the packet (RFC 4303 section 2.2.1); without it of no effect.</param>
    /// <returns>False when the library refused: the packet must not be sent.</returns>
    bool Seal(Span<byte> packet, uint sequenceHigh);
}
