using System.Diagnostics.CodeAnalysis;
using Culvert.Core;

namespace Culvert.Crypto;

/// <summary>The words of one written suite by kind, each list in the order written and without repetition.</summary>
internal sealed class SuiteWords
{
    public List<(EncryptionAlgorithm Algorithm, int KeyBits)> Ciphers { get; } = [];

    public List<IntegrityEntry> Hashes { get; } = [];

    public List<PrfAlgorithm> Prfs { get; } = [];

    public List<DhGroup> Groups { get; } = [];

    public List<bool> SequenceNumbers { get; } = [];

    /// <summary>On failure <paramref name="problem"/> says which word is wrong or what is missing.</summary>
    public static bool TryRead(string text, [NotNullWhen(true)] out SuiteWords? words, [NotNullWhen(false)] out string? problem)
    {
        words = null;
        var read = new SuiteWords();
        foreach (string word in text.TrimEnd('!').Split(['-', ';'], StringSplitOptions.TrimEntries))
        {
            if (read.TryTake(word)) continue;
            string hint = NearestWord.Find(word, SuiteVocabulary.Words) is { } nearest ? $"; did you mean '{nearest}'?" : "";
            problem = $"suite '{text}': '{word}' is not an algorithm that is known here{hint}";
            return false;
        }

        problem = read switch
        {
            { Ciphers.Count: 0 } => $"suite '{text}' names no cipher; begin with one, for example aes256",
            { Hashes.Count: 0 } when read.Ciphers.Any(cipher => !cipher.Algorithm.IsAead()) =>
                $"suite '{text}' names no integrity algorithm; add one, for example -sha256",
            _ => null,
        };
        if (problem is null) words = read;
        return problem is null;
    }

    /// <summary>What may stand with a cipher: nothing with an AEAD, whatever hashes are named.</summary>
    public IEnumerable<IntegrityAlgorithm> Integrities(EncryptionAlgorithm cipher) =>
        cipher.IsAead() ? [IntegrityAlgorithm.None] : Hashes.Select(hash => hash.Algorithm);

    private bool TryTake(string word) =>
        TryTake(word, SuiteVocabulary.Ciphers, Ciphers) || TryTake(word, SuiteVocabulary.Hashes, Hashes)
        || TryTake(word, SuiteVocabulary.Prfs, Prfs) || TryTake(word, SuiteVocabulary.Groups, Groups)
        || TryTake(word, SuiteVocabulary.SequenceNumbers, SequenceNumbers);

    private static bool TryTake<T>(string word, IReadOnlyDictionary<string, T> vocabulary, List<T> taken)
    {
        if (!vocabulary.TryGetValue(word, out T? value)) return false;
        if (!taken.Contains(value)) taken.Add(value);
        return true;
    }
}
