using Culvert.Crypto;

namespace Culvert.Testing;

/// <summary>The ESP suites that tests go through.</summary>
public static class EspSuites
{
    private static readonly IntegrityAlgorithm[] Integrities =
        [IntegrityAlgorithm.HmacSha1_96, IntegrityAlgorithm.HmacSha2_256_128, IntegrityAlgorithm.HmacSha2_384_192, IntegrityAlgorithm.HmacSha2_512_256];

    private static readonly EncryptionAlgorithm[] Gcms = [EncryptionAlgorithm.AesGcm8, EncryptionAlgorithm.AesGcm12, EncryptionAlgorithm.AesGcm16];
    private static readonly int[] AesKeys = [128, 192, 256];

    /// <summary>Every cipher with every key size and integrity algorithm.</summary>
    public static IReadOnlyList<EspProposal> All { get; } =
    [
        .. from bits in AesKeys from integrity in Integrities select new EspProposal(EncryptionAlgorithm.AesCbc, bits, integrity),
        .. from bits in AesKeys from gcm in Gcms select new EspProposal(gcm, bits, IntegrityAlgorithm.None),
        new(EncryptionAlgorithm.ChaCha20Poly1305, 256, IntegrityAlgorithm.None),
    ];

    /// <summary>One of each construction, with and without extended sequence numbers.</summary>
    public static IReadOnlyList<EspProposal> OfEachKind { get; } =
    [
        .. from suite in (EspProposal[])
            [
                new(EncryptionAlgorithm.AesCbc, 128, IntegrityAlgorithm.HmacSha1_96),
                new(EncryptionAlgorithm.AesCbc, 256, IntegrityAlgorithm.HmacSha2_512_256),
                new(EncryptionAlgorithm.AesGcm16, 128, IntegrityAlgorithm.None),
                new(EncryptionAlgorithm.ChaCha20Poly1305, 256, IntegrityAlgorithm.None),
            ]
            from extended in (bool[])[false, true]
            select suite with { ExtendedSequenceNumbers = extended },
    ];
}
