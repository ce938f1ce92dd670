namespace Culvert.Crypto;

/// <summary>Key exchange methods; values are the IANA group numbers (type 4). None means "no key exchange" (no PFS).</summary>
public enum DhGroup : ushort
{
    None = 0,
    Modp1024 = 2,
    Modp1536 = 5,
    Modp2048 = 14,
    Modp3072 = 15,
    Modp4096 = 16,
    Modp6144 = 17,
    Modp8192 = 18,
    Ecp256 = 19,
    Ecp384 = 20,
    Ecp521 = 21,

    /// <summary>1024 bits with a subgroup of 160 (RFC 5114); like the two after it only for peers that have nothing else.</summary>
    Modp1024s160 = 22,
    Modp2048s224 = 23,
    Modp2048s256 = 24,
    X25519 = 31,
}
