namespace Culvert.Crypto;

/// <summary>What is fixed for a key exchange group.</summary>
/// <param name="Name">The canonical spelling.</param>
/// <param name="PublicValueLength">In a KE payload, in octets (RFC 7296 section 3.4: MODP values keep leading zeros; RFC 5903 section 7: x | y).</param>
/// <param name="StrengthBits">Work of breaking it (NIST SP 800-57 part 1 table 2, SP 800-56A appendix D; 1536 bits lie between two rows of the former).</param>
/// <param name="Spellings">Other spellings of peers' files, beside dh and the number.</param>
/// <param name="IsDiscouraged">RFC 8247 section 2.4 says SHOULD NOT for another reason than its size.</param>
internal sealed record GroupEntry(DhGroup Group, string Name, int PublicValueLength, int StrengthBits, IReadOnlyList<string> Spellings, bool IsDiscouraged = false);
