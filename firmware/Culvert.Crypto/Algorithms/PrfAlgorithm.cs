namespace Culvert.Crypto;

/// <summary>Pseudorandom functions; values are the IANA IKEv2 transform IDs (type 2).</summary>
public enum PrfAlgorithm : ushort
{
    HmacSha1 = 2,
    HmacSha2_256 = 5,
    HmacSha2_384 = 6,
    HmacSha2_512 = 7,
}
