namespace Culvert.Crypto;

/// <summary>
/// One suite for a CHILD SA. <paramref name="Group"/> is the PFS group of a rekey, None without PFS;
/// the child made by IKE_AUTH never has a key exchange of its own (RFC 7296 section 1.2).
/// </summary>
public sealed record EspProposal(
    EncryptionAlgorithm Encryption, int KeyBits, IntegrityAlgorithm Integrity, DhGroup Group = DhGroup.None)
{
    /// <summary>The canonical spelling: "aes128-sha1-modp1024", "aes128gcm16-ecp256", "aes128-sha1" without PFS.</summary>
    public override string ToString() => SuiteNames.Format(this);
}
