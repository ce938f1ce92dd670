namespace Culvert.Crypto;

/// <summary>Integrity transforms; values are the IANA IKEv2 transform IDs (type 3). None goes with an AEAD cipher.</summary>
public enum IntegrityAlgorithm : ushort
{
    None = 0,
    HmacSha1_96 = 2,
    HmacSha2_256_128 = 12,
    HmacSha2_384_192 = 13,
    HmacSha2_512_256 = 14,
}
