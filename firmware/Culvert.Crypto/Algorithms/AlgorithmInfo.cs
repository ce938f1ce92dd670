using System.Security.Cryptography;

namespace Culvert.Crypto;

/// <summary>What is fixed for each registered algorithm: sizes in octets, and the hash behind it.</summary>
public static class AlgorithmInfo
{
    public static bool IsAead(this EncryptionAlgorithm algorithm) => algorithm == EncryptionAlgorithm.AesGcm16;

    /// <summary>Salt taken from KEYMAT after the key (RFC 4106 section 8.1).</summary>
    public static int SaltLength(this EncryptionAlgorithm algorithm) => algorithm == EncryptionAlgorithm.AesGcm16 ? 4 : 0;

    /// <summary>Explicit initialization vector carried in every packet or SK payload.</summary>
    public static int IvLength(this EncryptionAlgorithm algorithm) => algorithm == EncryptionAlgorithm.AesGcm16 ? 8 : 16;

    /// <summary>What the plaintext with its trailer must be a multiple of (ESP: RFC 4303 section 2.4 asks for 4 at least).</summary>
    public static int BlockLength(this EncryptionAlgorithm algorithm) => algorithm == EncryptionAlgorithm.AesGcm16 ? 4 : 16;

    /// <summary>Authentication tag of an AEAD cipher; 0 for the others.</summary>
    public static int TagLength(this EncryptionAlgorithm algorithm) => algorithm == EncryptionAlgorithm.AesGcm16 ? 16 : 0;

    public static int KeyLength(this IntegrityAlgorithm algorithm) => algorithm switch
    {
        IntegrityAlgorithm.HmacSha1_96 => 20,
        IntegrityAlgorithm.HmacSha2_256_128 => 32,
        _ => 0,
    };

    public static int IcvLength(this IntegrityAlgorithm algorithm) => algorithm switch
    {
        IntegrityAlgorithm.HmacSha1_96 => 12,
        IntegrityAlgorithm.HmacSha2_256_128 => 16,
        _ => 0,
    };

    /// <exception cref="ArgumentOutOfRangeException">There is no hash behind it.</exception>
    public static HashAlgorithmName Hash(this IntegrityAlgorithm algorithm) => algorithm switch
    {
        IntegrityAlgorithm.HmacSha1_96 => HashAlgorithmName.SHA1,
        IntegrityAlgorithm.HmacSha2_256_128 => HashAlgorithmName.SHA256,
        _ => throw new ArgumentOutOfRangeException(nameof(algorithm), algorithm, "not an integrity algorithm"),
    };

    /// <summary>Output length and preferred key length of the PRF (RFC 7296 section 2.13: equal for HMAC).</summary>
    public static int Length(this PrfAlgorithm algorithm) => algorithm == PrfAlgorithm.HmacSha1 ? 20 : 32;

    /// <summary>Length of the public value in a KE payload (RFC 7296 section 3.4: MODP values keep leading zeros; RFC 5903 section 7).</summary>
    public static int PublicValueLength(this DhGroup group) => group switch
    {
        DhGroup.Modp1024 => 128,
        DhGroup.Modp2048 => 256,
        DhGroup.Ecp256 => 64,
        _ => 0,
    };
}
