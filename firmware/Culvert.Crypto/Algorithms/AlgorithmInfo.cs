using System.Security.Cryptography;

namespace Culvert.Crypto;

/// <summary>What is fixed for each registered algorithm: sizes in octets, and the hash behind it.</summary>
public static class AlgorithmInfo
{
    /// <summary>It authenticates too: no integrity algorithm goes with it.</summary>
    public static bool IsAead(this EncryptionAlgorithm algorithm) => Entry(algorithm).TagLength > 0;

    /// <summary>Salt taken from KEYMAT after the key (RFC 4106 section 8.1).</summary>
    public static int SaltLength(this EncryptionAlgorithm algorithm) => Entry(algorithm).SaltLength;

    /// <summary>Explicit initialization vector carried in every packet or SK payload.</summary>
    public static int IvLength(this EncryptionAlgorithm algorithm) => Entry(algorithm).IvLength;

    /// <summary>What the plaintext with its trailer must be a multiple of (ESP: RFC 4303 section 2.4 asks for 4 at least).</summary>
    public static int BlockLength(this EncryptionAlgorithm algorithm) => Entry(algorithm).BlockLength;

    /// <summary>Authentication tag of an AEAD cipher; 0 for the others.</summary>
    public static int TagLength(this EncryptionAlgorithm algorithm) => Entry(algorithm).TagLength;

    /// <summary>Whether a transform names its key's length: one that has a single length must not (RFC 7296 section 3.3.5).</summary>
    public static bool NamesKeyLength(this EncryptionAlgorithm algorithm) => Entry(algorithm).KeyBits.Count > 1;

    /// <summary>0 for None.</summary>
    public static int KeyLength(this IntegrityAlgorithm algorithm) => AlgorithmRegistry.Find(algorithm)?.KeyLength ?? 0;

    /// <summary>0 for None.</summary>
    public static int IcvLength(this IntegrityAlgorithm algorithm) => AlgorithmRegistry.Find(algorithm)?.IcvLength ?? 0;

    /// <exception cref="ArgumentOutOfRangeException">There is no hash behind it.</exception>
    public static HashAlgorithmName Hash(this IntegrityAlgorithm algorithm) => AlgorithmRegistry.Find(algorithm)?.Hash
        ?? throw new ArgumentOutOfRangeException(nameof(algorithm), algorithm, "not an integrity algorithm");

    /// <summary>Output length and preferred key length of the PRF (RFC 7296 section 2.13: equal for HMAC).</summary>
    public static int Length(this PrfAlgorithm algorithm) => Entry(algorithm).Length;

    public static HashAlgorithmName Hash(this PrfAlgorithm algorithm) => Entry(algorithm).Hash;

    /// <summary>Length of the public value in a KE payload; 0 for a group that is not here.</summary>
    public static int PublicValueLength(this DhGroup group) => AlgorithmRegistry.Find(group)?.PublicValueLength ?? 0;

    /// <summary>libcrypto's name of the cipher with a key of this size.</summary>
    internal static string LibraryName(this EncryptionAlgorithm algorithm, int keyBits) => WithKeyBits(Entry(algorithm).LibraryName, keyBits);

    /// <summary>The canonical spelling: "aes128", "aes256gcm16", "chacha20poly1305".</summary>
    internal static string Name(this EncryptionAlgorithm algorithm, int keyBits) => WithKeyBits(Entry(algorithm).Name, keyBits);

    internal static string WithKeyBits(string pattern, int keyBits) => pattern.Replace("{0}", $"{keyBits}", StringComparison.Ordinal);

    private static CipherEntry Entry(EncryptionAlgorithm algorithm) => AlgorithmRegistry.Find(algorithm)
        ?? throw new ArgumentOutOfRangeException(nameof(algorithm), algorithm, "not an encryption algorithm");

    private static PrfEntry Entry(PrfAlgorithm algorithm) => AlgorithmRegistry.Find(algorithm)
        ?? throw new ArgumentOutOfRangeException(nameof(algorithm), algorithm, "not a pseudorandom function");
}
