namespace Culvert.Crypto;

/// <summary>
/// One suite for a CHILD SA. <paramref name="Group"/> is the PFS group of a rekey, None without PFS;
/// the child made by IKE_AUTH never has a key exchange of its own (RFC 7296 section 1.2).
/// </summary>
/// <param name="KeyBits">One of the cipher's key sizes.</param>
/// <param name="ExtendedSequenceNumbers">
/// 64-bit sequence numbers (RFC 4303 section 2.2.1). Configured: what we offer, and what a peer must offer. Without it we
/// offer 32 bits, and answer with 64 when the peer offers those. Negotiated: what was agreed.
/// </param>
public sealed record EspProposal(
    EncryptionAlgorithm Encryption,
    int KeyBits,
    IntegrityAlgorithm Integrity,
    DhGroup Group = DhGroup.None,
    bool ExtendedSequenceNumbers = false)
{
    /// <summary>The cipher's tag, or what the integrity algorithm appends: octets of the integrity check value.</summary>
    public int IcvLength => Encryption.TagLength() + Integrity.IcvLength();

    /// <summary>The canonical spelling: "aes128-sha1-modp1024", "aes256gcm16-x25519-esn", "aes128-sha1" without PFS.</summary>
    public override string ToString() => SuiteNames.Format(this);
}
