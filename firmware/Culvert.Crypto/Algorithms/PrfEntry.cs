using System.Security.Cryptography;

namespace Culvert.Crypto;

/// <summary>What is fixed for a pseudorandom function.</summary>
/// <param name="Name">The canonical spelling.</param>
/// <param name="Length">Output and preferred key, in octets (RFC 7296 section 2.13: equal for HMAC).</param>
/// <param name="Spellings">Other spellings of peers' files.</param>
internal sealed record PrfEntry(
    PrfAlgorithm Algorithm, string Name, HashAlgorithmName Hash, int Length, bool IsWeak, IReadOnlyList<string> Spellings);
