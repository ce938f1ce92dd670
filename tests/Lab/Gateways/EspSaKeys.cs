namespace Culvert.Lab.Gateways;

/// <summary>One direction's SPI and keys, in hexadecimal, as a peer in the laboratory logs them. The integrity key of an AEAD is empty.</summary>
public sealed record EspSaKeys(string Spi, string Encryption, string Integrity);
