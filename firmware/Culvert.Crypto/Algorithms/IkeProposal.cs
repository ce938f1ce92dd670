namespace Culvert.Crypto;

/// <summary>One suite for an IKE SA. Integrity is None exactly when the cipher is an AEAD (RFC 5282).</summary>
public sealed record IkeProposal(
    EncryptionAlgorithm Encryption, int KeyBits, IntegrityAlgorithm Integrity, PrfAlgorithm Prf, DhGroup Group)
{
    /// <summary>The canonical spelling: "aes128-sha1-modp1024", "aes128gcm16-prfsha256-ecp256".</summary>
    public override string ToString() => SuiteNames.Format(this);
}
