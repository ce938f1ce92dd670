using Culvert.Crypto;

namespace Culvert.Workloads;

/// <summary>The suites that speed is asked of.</summary>
public static class WorkSuites
{
    public static EspProposal Gcm128 { get; } = new(EncryptionAlgorithm.AesGcm16, 128, IntegrityAlgorithm.None);

    public static EspProposal Gcm256 { get; } = new(EncryptionAlgorithm.AesGcm16, 256, IntegrityAlgorithm.None);

    public static EspProposal ChaCha { get; } = new(EncryptionAlgorithm.ChaCha20Poly1305, 256, IntegrityAlgorithm.None);

    public static EspProposal Sha1 { get; } = new(EncryptionAlgorithm.AesCbc, 128, IntegrityAlgorithm.HmacSha1_96);

    public static IReadOnlyList<EspProposal> All { get; } = [Gcm128, Gcm256, ChaCha, Sha1];
}
