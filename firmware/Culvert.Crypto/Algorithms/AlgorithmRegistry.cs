using System.Security.Cryptography;

namespace Culvert.Crypto;

/// <summary>
/// Every algorithm there is here, once: what else is to be known of one (lengths, names, strength) is looked up. A new
/// algorithm is a value of its enum, a row here, and its arithmetic if that is new.
/// </summary>
internal static class AlgorithmRegistry
{
    public static IReadOnlyList<CipherEntry> Ciphers { get; } =
    [
        new(EncryptionAlgorithm.AesCbc, "aes{0}", "AES-{0}-CBC", [128, 192, 256], 0, 16, 16, 0, ["aes_{0}", "aes_cbc{0}", "aes_cbc_{0}"]),
        Gcm(EncryptionAlgorithm.AesGcm8, tagLength: 8, 'a', []),
        Gcm(EncryptionAlgorithm.AesGcm12, tagLength: 12, 'b', []),
        Gcm(EncryptionAlgorithm.AesGcm16, tagLength: 16, 'c', ["aes{0}gcm", "aes_gcm{0}", "aes_gcm_{0}"]),
        new(EncryptionAlgorithm.ChaCha20Poly1305, "chacha20poly1305", "ChaCha20-Poly1305", [256], 4, 8, 4, 16, ["chacha20_poly1305"]),
    ];

    public static IReadOnlyList<IntegrityEntry> Integrities { get; } =
    [
        new(IntegrityAlgorithm.HmacSha1_96, "sha1", HashAlgorithmName.SHA1, PrfAlgorithm.HmacSha1, 20, 12, true,
            ["sha", "hmac_sha1", "hmac_sha1_96"]),
        new(IntegrityAlgorithm.HmacSha2_256_128, "sha256", HashAlgorithmName.SHA256, PrfAlgorithm.HmacSha2_256, 32, 16, false,
            ["sha2", "sha2_256", "hmac_sha2_256", "hmac_sha2_256_128"]),
        new(IntegrityAlgorithm.HmacSha2_384_192, "sha384", HashAlgorithmName.SHA384, PrfAlgorithm.HmacSha2_384, 48, 24, false,
            ["sha2_384", "hmac_sha2_384", "hmac_sha2_384_192"]),
        new(IntegrityAlgorithm.HmacSha2_512_256, "sha512", HashAlgorithmName.SHA512, PrfAlgorithm.HmacSha2_512, 64, 32, false,
            ["sha2_512", "hmac_sha2_512", "hmac_sha2_512_256"]),
    ];

    public static IReadOnlyList<PrfEntry> Prfs { get; } =
    [
        new(PrfAlgorithm.HmacSha1, "prfsha1", HashAlgorithmName.SHA1, 20, true, []),
        new(PrfAlgorithm.HmacSha2_256, "prfsha256", HashAlgorithmName.SHA256, 32, false, ["prfsha2_256"]),
        new(PrfAlgorithm.HmacSha2_384, "prfsha384", HashAlgorithmName.SHA384, 48, false, ["prfsha2_384"]),
        new(PrfAlgorithm.HmacSha2_512, "prfsha512", HashAlgorithmName.SHA512, 64, false, ["prfsha2_512"]),
    ];

    public static IReadOnlyList<GroupEntry> Groups { get; } =
    [
        new(DhGroup.Modp1024, "modp1024", 128, 80, []),
        new(DhGroup.Modp1536, "modp1536", 192, 96, []),
        new(DhGroup.Modp2048, "modp2048", 256, 112, []),
        new(DhGroup.Modp3072, "modp3072", 384, 128, []),
        new(DhGroup.Modp4096, "modp4096", 512, 152, []),
        new(DhGroup.Modp6144, "modp6144", 768, 176, []),
        new(DhGroup.Modp8192, "modp8192", 1024, 200, []),
        new(DhGroup.Ecp256, "ecp256", 64, 128, ["ecp_256"]),
        new(DhGroup.Ecp384, "ecp384", 96, 192, ["ecp_384"]),
        new(DhGroup.Ecp521, "ecp521", 132, 256, ["ecp_521"]),
        new(DhGroup.Modp1024s160, "modp1024s160", 128, 80, []),
        new(DhGroup.Modp2048s224, "modp2048s224", 256, 112, [], IsDiscouraged: true),
        new(DhGroup.Modp2048s256, "modp2048s256", 256, 112, [], IsDiscouraged: true),
        new(DhGroup.X25519, "x25519", 32, 128, ["curve25519"]),
    ];

    private static readonly Dictionary<EncryptionAlgorithm, CipherEntry> CiphersById = Ciphers.ToDictionary(entry => entry.Algorithm);
    private static readonly Dictionary<IntegrityAlgorithm, IntegrityEntry> IntegritiesById = Integrities.ToDictionary(entry => entry.Algorithm);
    private static readonly Dictionary<PrfAlgorithm, PrfEntry> PrfsById = Prfs.ToDictionary(entry => entry.Algorithm);
    private static readonly Dictionary<DhGroup, GroupEntry> GroupsById = Groups.ToDictionary(entry => entry.Group);

    public static CipherEntry? Find(EncryptionAlgorithm algorithm) => CiphersById.GetValueOrDefault(algorithm);

    public static IntegrityEntry? Find(IntegrityAlgorithm algorithm) => IntegritiesById.GetValueOrDefault(algorithm);

    public static PrfEntry? Find(PrfAlgorithm algorithm) => PrfsById.GetValueOrDefault(algorithm);

    public static GroupEntry? Find(DhGroup group) => GroupsById.GetValueOrDefault(group);

    /// <param name="letter">Libreswan numbers the three by letters.</param>
    private static CipherEntry Gcm(EncryptionAlgorithm algorithm, int tagLength, char letter, string[] spellings) => new(
        algorithm, $"aes{{0}}gcm{tagLength}", "AES-{0}-GCM", [128, 192, 256], 4, 8, 4, tagLength,
        [$"aes{{0}}gcm{tagLength * 8}", $"aes_gcm_{tagLength}_{{0}}", $"aes_gcm_{letter}{{0}}", $"aes_gcm_{letter}_{{0}}", .. spellings]);
}
