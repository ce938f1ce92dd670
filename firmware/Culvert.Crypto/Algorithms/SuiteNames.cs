using System.Diagnostics.CodeAnalysis;
using Culvert.Core;

namespace Culvert.Crypto;

/// <summary>
/// Reads and writes suites in the spellings that peers' files use: parts joined by '-', ';' or ',' free forms such as
/// "aes128-sha1;modp1024", "aes_gcm_c_128-sha2_256-dh19", "aes128gcm16-prfsha256-ecp256!".
/// </summary>
public static class SuiteNames
{
    private static readonly Dictionary<string, (EncryptionAlgorithm, int)> Ciphers = new(StringComparer.OrdinalIgnoreCase)
    {
        ["aes"] = (EncryptionAlgorithm.AesCbc, 128),
        ["aes128"] = (EncryptionAlgorithm.AesCbc, 128),
        ["aes256"] = (EncryptionAlgorithm.AesCbc, 256),
        ["aes_cbc"] = (EncryptionAlgorithm.AesCbc, 128),
        ["aes_cbc128"] = (EncryptionAlgorithm.AesCbc, 128),
        ["aes_cbc256"] = (EncryptionAlgorithm.AesCbc, 256),
        ["aes128gcm"] = (EncryptionAlgorithm.AesGcm16, 128),
        ["aes128gcm16"] = (EncryptionAlgorithm.AesGcm16, 128),
        ["aes128gcm128"] = (EncryptionAlgorithm.AesGcm16, 128),
        ["aes_gcm"] = (EncryptionAlgorithm.AesGcm16, 128),
        ["aes_gcm128"] = (EncryptionAlgorithm.AesGcm16, 128),
        ["aes_gcm_128"] = (EncryptionAlgorithm.AesGcm16, 128),
        ["aes_gcm_c_128"] = (EncryptionAlgorithm.AesGcm16, 128),
    };

    private static readonly Dictionary<string, (IntegrityAlgorithm Integrity, PrfAlgorithm Prf)> Hashes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["sha"] = (IntegrityAlgorithm.HmacSha1_96, PrfAlgorithm.HmacSha1),
        ["sha1"] = (IntegrityAlgorithm.HmacSha1_96, PrfAlgorithm.HmacSha1),
        ["sha256"] = (IntegrityAlgorithm.HmacSha2_256_128, PrfAlgorithm.HmacSha2_256),
        ["sha2"] = (IntegrityAlgorithm.HmacSha2_256_128, PrfAlgorithm.HmacSha2_256),
        ["sha2_256"] = (IntegrityAlgorithm.HmacSha2_256_128, PrfAlgorithm.HmacSha2_256),
    };

    private static readonly Dictionary<string, PrfAlgorithm> Prfs = new(StringComparer.OrdinalIgnoreCase)
    {
        ["prfsha1"] = PrfAlgorithm.HmacSha1,
        ["prfsha256"] = PrfAlgorithm.HmacSha2_256,
    };

    private static readonly Dictionary<string, DhGroup> Groups = new(StringComparer.OrdinalIgnoreCase)
    {
        ["modp1024"] = DhGroup.Modp1024,
        ["dh2"] = DhGroup.Modp1024,
        ["modp2048"] = DhGroup.Modp2048,
        ["dh14"] = DhGroup.Modp2048,
        ["ecp256"] = DhGroup.Ecp256,
        ["dh19"] = DhGroup.Ecp256,
    };

    /// <summary>Every word that a suite may be made of.</summary>
    private static IEnumerable<string> KnownWords => Ciphers.Keys.Concat(Hashes.Keys).Concat(Prfs.Keys).Concat(Groups.Keys);

    /// <summary>Reads an IKE suite. On failure <paramref name="problem"/> says which word is wrong or what is missing.</summary>
    public static bool TryParseIke(string text, [NotNullWhen(true)] out IkeProposal? proposal, [NotNullWhen(false)] out string? problem)
    {
        proposal = null;
        if (!TryParse(text, out Parts parts, out problem)) return false;
        if (parts.Group is null)
        {
            problem = $"suite '{text}' names no key exchange group; add one, for example -modp2048";
            return false;
        }

        if ((parts.Prf ?? parts.HashPrf) is not { } prf)
        {
            problem = $"suite '{text}' names no pseudorandom function; add one, for example -prfsha256";
            return false;
        }

        proposal = new IkeProposal(parts.Encryption, parts.KeyBits, parts.Integrity, prf, parts.Group.Value);
        return true;
    }

    /// <summary>Reads an ESP suite. On failure <paramref name="problem"/> says which word is wrong or what is missing.</summary>
    public static bool TryParseEsp(string text, [NotNullWhen(true)] out EspProposal? proposal, [NotNullWhen(false)] out string? problem)
    {
        proposal = null;
        if (!TryParse(text, out Parts parts, out problem)) return false;
        if (parts.Prf is not null)
        {
            problem = $"suite '{text}': ESP has no pseudorandom function; remove the prf word";
            return false;
        }

        proposal = new EspProposal(parts.Encryption, parts.KeyBits, parts.Integrity, parts.Group ?? DhGroup.None);
        return true;
    }

    internal static string Format(IkeProposal suite) => suite.Encryption.IsAead()
        ? $"{Cipher(suite.Encryption, suite.KeyBits)}-{Prf(suite.Prf)}-{Group(suite.Group)}"
        : suite.Prf == PrfOf(suite.Integrity)
            ? $"{Cipher(suite.Encryption, suite.KeyBits)}-{Integrity(suite.Integrity)}-{Group(suite.Group)}"
            : $"{Cipher(suite.Encryption, suite.KeyBits)}-{Integrity(suite.Integrity)}-{Prf(suite.Prf)}-{Group(suite.Group)}";

    internal static string Format(EspProposal suite)
    {
        string text = Cipher(suite.Encryption, suite.KeyBits);
        if (!suite.Encryption.IsAead()) text += "-" + Integrity(suite.Integrity);
        if (suite.Group != DhGroup.None) text += "-" + Group(suite.Group);
        return text;
    }

    /// <summary>The canonical name of a group: "modp1024".</summary>
    public static string Group(DhGroup group) => group switch
    {
        DhGroup.Modp1024 => "modp1024",
        DhGroup.Modp2048 => "modp2048",
        DhGroup.Ecp256 => "ecp256",
        _ => "none",
    };

    private static bool TryParse(string text, out Parts parts, [NotNullWhen(false)] out string? problem)
    {
        parts = default;
        foreach (string word in text.TrimEnd('!').Split(['-', ';'], StringSplitOptions.TrimEntries))
        {
            if (parts.TryTake(word)) continue;
            string hint = NearestWord.Find(word, KnownWords) is { } nearest && nearest != word ? $"; did you mean '{nearest}'?" : "";
            problem = $"suite '{text}': '{word}' is not an algorithm that can stand here{hint}";
            return false;
        }

        // In "aes128gcm16-sha256-ecp256" the hash word can only mean the PRF.
        if (parts.Encryption.IsAead()) parts.Integrity = IntegrityAlgorithm.None;
        problem = parts switch
        {
            { IsCipherSeen: false } => $"suite '{text}' names no cipher; begin with one, for example aes256",
            { IsHashSeen: false } when !parts.Encryption.IsAead() => $"suite '{text}' names no integrity algorithm; add one, for example -sha256",
            _ => null,
        };
        return problem is null;
    }

    private static string Cipher(EncryptionAlgorithm algorithm, int bits) => algorithm.IsAead() ? $"aes{bits}gcm16" : $"aes{bits}";

    private static string Integrity(IntegrityAlgorithm algorithm) => algorithm switch
    {
        IntegrityAlgorithm.HmacSha1_96 => "sha1",
        IntegrityAlgorithm.HmacSha2_256_128 => "sha256",
        _ => "none",
    };

    private static string Prf(PrfAlgorithm prf) => prf == PrfAlgorithm.HmacSha1 ? "prfsha1" : "prfsha256";

    private static PrfAlgorithm PrfOf(IntegrityAlgorithm integrity) =>
        integrity == IntegrityAlgorithm.HmacSha1_96 ? PrfAlgorithm.HmacSha1 : PrfAlgorithm.HmacSha2_256;

    /// <summary>The words of a suite, each kind at most once.</summary>
    private struct Parts
    {
        public EncryptionAlgorithm Encryption;
        public int KeyBits;
        public IntegrityAlgorithm Integrity;
        public PrfAlgorithm? HashPrf;
        public PrfAlgorithm? Prf;
        public DhGroup? Group;

        public readonly bool IsCipherSeen => KeyBits > 0;

        public readonly bool IsHashSeen => HashPrf is not null;

        public bool TryTake(string word)
        {
            if (!IsCipherSeen && Ciphers.TryGetValue(word, out (EncryptionAlgorithm, int) cipher)) (Encryption, KeyBits) = cipher;
            else if (!IsHashSeen && Hashes.TryGetValue(word, out (IntegrityAlgorithm, PrfAlgorithm) hash)) (Integrity, HashPrf) = hash;
            else if (Prf is null && Prfs.TryGetValue(word, out PrfAlgorithm prf)) Prf = prf;
            else if (Group is null && Groups.TryGetValue(word, out DhGroup group)) Group = group;
            else return false;
            return true;
        }
    }
}
