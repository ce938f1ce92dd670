using System.Diagnostics.CodeAnalysis;

namespace Culvert.Crypto;

/// <summary>
/// Reads and writes suites in the spellings that peers' files use: words joined by '-' or ';', such as
/// "aes128-sha1;modp1024", "aes_gcm_c_128-sha2_256-dh19", "aes128gcm16-prfsha256-ecp256!". Where a kind has several words,
/// as strongSwan writes them ("aes128-aes256-sha256-sha1-modp2048"), every combination is a suite: the first words of all
/// kinds first, what is written further right changing faster.
/// </summary>
public static class SuiteNames
{
    /// <summary>What one setting may offer. So many IKE suites make a first message of about 3 KB, which goes in fragments.</summary>
    public const int MaxSuites = 64;

    /// <summary>Reads the IKE suites that <paramref name="text"/> stands for. On failure <paramref name="problem"/> says which word is wrong or what is missing.</summary>
    public static bool TryParseIke(
        string text, [NotNullWhen(true)] out IReadOnlyList<IkeProposal>? suites, [NotNullWhen(false)] out string? problem)
    {
        ArgumentNullException.ThrowIfNull(text);
        suites = null;
        if (!SuiteWords.TryRead(text, out SuiteWords? words, out problem)) return false;
        problem = words switch
        {
            { SequenceNumbers.Count: > 0 } => $"suite '{text}': sequence numbers are chosen with the ESP suite; remove the esn word",
            { Groups.Count: 0 } => $"suite '{text}' names no key exchange group; add one, for example -modp2048",
            { Prfs.Count: 0, Hashes.Count: 0 } => $"suite '{text}' names no pseudorandom function; add one, for example -prfsha256",
            _ => null,
        };
        return problem is null && TryCollect(text, Combine(words), out suites, out problem);
    }

    /// <summary>Reads the ESP suites that <paramref name="text"/> stands for. On failure <paramref name="problem"/> says which word is wrong or what is missing.</summary>
    public static bool TryParseEsp(
        string text, [NotNullWhen(true)] out IReadOnlyList<EspProposal>? suites, [NotNullWhen(false)] out string? problem)
    {
        ArgumentNullException.ThrowIfNull(text);
        suites = null;
        if (!SuiteWords.TryRead(text, out SuiteWords? words, out problem)) return false;
        if (words.Prfs.Count > 0)
        {
            problem = $"suite '{text}': ESP has no pseudorandom function; remove the prf word";
            return false;
        }

        if (words.Groups.Count == 0) words.Groups.Add(DhGroup.None);
        if (words.SequenceNumbers.Count == 0) words.SequenceNumbers.Add(false);
        IEnumerable<EspProposal> combined =
            from cipher in words.Ciphers
            from integrity in words.Integrities(cipher.Algorithm)
            from dh in words.Groups
            from extended in words.SequenceNumbers
            select new EspProposal(cipher.Algorithm, cipher.KeyBits, integrity, dh, extended);
        return TryCollect(text, combined, out suites, out problem);
    }

    /// <summary>The canonical name of a group: "modp1024", "ecp256", "x25519".</summary>
    public static string Group(DhGroup group) => AlgorithmRegistry.Find(group)?.Name ?? "none";

    internal static string Format(IkeProposal suite)
    {
        string? integrity = AlgorithmRegistry.Find(suite.Integrity)?.Name;
        // One hash word means both, as long as both are the same.
        bool isPrfMeant = AlgorithmRegistry.Find(suite.Integrity)?.Prf == suite.Prf;
        return Join(suite.Encryption.Name(suite.KeyBits), integrity, isPrfMeant ? null : AlgorithmRegistry.Find(suite.Prf)?.Name, Group(suite.Group));
    }

    internal static string Format(EspProposal suite) => Join(
        suite.Encryption.Name(suite.KeyBits),
        AlgorithmRegistry.Find(suite.Integrity)?.Name,
        AlgorithmRegistry.Find(suite.Group)?.Name,
        suite.ExtendedSequenceNumbers ? "esn" : null);

    // Without prf words of its own a suite takes the function of its hash: of each hash with an AEAD, of the same one else.
    private static IEnumerable<IkeProposal> Combine(SuiteWords words) =>
        from cipher in words.Ciphers
        from integrity in words.Integrities(cipher.Algorithm)
        from prf in words.Prfs.Count > 0 ? words.Prfs : words.Hashes.Where(hash => integrity is IntegrityAlgorithm.None || hash.Algorithm == integrity).Select(hash => hash.Prf)
        from dh in words.Groups
        select new IkeProposal(cipher.Algorithm, cipher.KeyBits, integrity, prf, dh);

    private static bool TryCollect<T>(
        string text, IEnumerable<T> combined, [NotNullWhen(true)] out IReadOnlyList<T>? suites, [NotNullWhen(false)] out string? problem)
    {
        T[] first = [.. combined.Take(MaxSuites + 1)];
        problem = first.Length <= MaxSuites ? null
            : $"suite '{text}' stands for more than {MaxSuites} suites, every combination of its words; name fewer algorithms";
        suites = problem is null ? first : null;
        return problem is null;
    }

    private static string Join(params string?[] words) => string.Join('-', words.Where(word => word is not null));
}
