namespace Culvert.Crypto;

/// <summary>Key exchange methods; values are the IANA group numbers (type 4). None means "no key exchange" (no PFS).</summary>
public enum DhGroup : ushort
{
    None = 0,
    Modp1024 = 2,
    Modp2048 = 14,
    Ecp256 = 19,
}
