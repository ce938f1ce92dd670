namespace Culvert.Crypto;

/// <summary>Every word that a suite may be made of, in any spelling of peers' files (strongSwan's, Libreswan's, Openswan's).</summary>
internal static class SuiteVocabulary
{
    /// <summary>A cipher with its key size.</summary>
    public static IReadOnlyDictionary<string, (EncryptionAlgorithm Algorithm, int KeyBits)> Ciphers { get; } = BuildCiphers();

    /// <summary>A hash: integrity, or, where an AEAD cipher leaves none to want, the pseudorandom function.</summary>
    public static IReadOnlyDictionary<string, IntegrityEntry> Hashes { get; } =
        Build(AlgorithmRegistry.Integrities, entry => [entry.Name, .. entry.Spellings], entry => entry);

    public static IReadOnlyDictionary<string, PrfAlgorithm> Prfs { get; } =
        Build(AlgorithmRegistry.Prfs, entry => [entry.Name, .. entry.Spellings], entry => entry.Algorithm);

    public static IReadOnlyDictionary<string, DhGroup> Groups { get; } =
        Build(AlgorithmRegistry.Groups, entry => [entry.Name, .. entry.Spellings, $"dh{(int)entry.Group}"], entry => entry.Group);

    /// <summary>Extended sequence numbers; a suite without either word means noesn.</summary>
    public static IReadOnlyDictionary<string, bool> SequenceNumbers { get; } =
        new Dictionary<string, bool>(StringComparer.OrdinalIgnoreCase) { ["esn"] = true, ["noesn"] = false };

    public static IEnumerable<string> Words => [.. Ciphers.Keys, .. Hashes.Keys, .. Prfs.Keys, .. Groups.Keys, .. SequenceNumbers.Keys];

    private static Dictionary<string, (EncryptionAlgorithm, int)> BuildCiphers()
    {
        var words = new Dictionary<string, (EncryptionAlgorithm, int)>(StringComparer.OrdinalIgnoreCase);
        foreach (CipherEntry entry in AlgorithmRegistry.Ciphers)
        {
            foreach (string pattern in (string[])[entry.Name, .. entry.Spellings])
            {
                foreach (int bits in entry.KeyBits) words.TryAdd(AlgorithmInfo.WithKeyBits(pattern, bits), (entry.Algorithm, bits));
                if (pattern.EndsWith("{0}", StringComparison.Ordinal)) words.TryAdd(pattern[..^3].TrimEnd('_'), (entry.Algorithm, entry.KeyBits[0]));
            }
        }

        return words;
    }

    private static Dictionary<string, TValue> Build<TEntry, TValue>(
        IEnumerable<TEntry> entries, Func<TEntry, IEnumerable<string>> spellings, Func<TEntry, TValue> value) =>
        entries.SelectMany(entry => spellings(entry).Select(word => (word, entry)))
            .ToDictionary(pair => pair.word, pair => value(pair.entry), StringComparer.OrdinalIgnoreCase);
}
