namespace Culvert.Crypto.Packet;

/// <summary>Where things are in an ESP packet (RFC 4303 section 2), in octets.</summary>
public static class EspLayout
{
    public const int SequenceOffset = 4;

    /// <summary>SPI and sequence number, or the low half of an extended one.</summary>
    public const int HeaderLength = 8;

    /// <summary>Pad length and next header.</summary>
    public const int TrailerLength = 2;
}
