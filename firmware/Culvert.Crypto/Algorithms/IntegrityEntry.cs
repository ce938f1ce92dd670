using System.Security.Cryptography;

namespace Culvert.Crypto;

/// <summary>What is fixed for an integrity algorithm; lengths in octets.</summary>
/// <param name="Name">The canonical spelling.</param>
/// <param name="Prf">What the same word means as a pseudorandom function.</param>
/// <param name="KeyLength">The hash's whole output (RFC 2404, RFC 4868 section 2.1.1).</param>
/// <param name="Spellings">Other spellings of peers' files.</param>
internal sealed record IntegrityEntry(
    IntegrityAlgorithm Algorithm,
    string Name,
    HashAlgorithmName Hash,
    PrfAlgorithm Prf,
    int KeyLength,
    int IcvLength,
    bool IsWeak,
    IReadOnlyList<string> Spellings);
