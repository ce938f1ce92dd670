namespace Culvert.Crypto;

/// <summary>One suite for an IKE SA. Integrity is None exactly when the cipher is an AEAD (RFC 5282).</summary>
public sealed record IkeProposal(
    EncryptionAlgorithm Encryption, int KeyBits, IntegrityAlgorithm Integrity, PrfAlgorithm Prf, DhGroup Group)
{
    /// <summary>The canonical spelling: "aes128-sha1-modp1024", "aes256gcm16-prfsha384-ecp384", "chacha20poly1305-prfsha256-x25519".</summary>
    public override string ToString() => SuiteNames.Format(this);
}
