using Culvert.Core;
using Culvert.Crypto.SelfTest;

namespace Culvert.Crypto.Packet;

/// <summary>
/// The fastest of several providers, for each cipher and class of packet sizes. When a cipher is wanted for the first time, its
/// providers are asked for known answers and then measured, in few milliseconds. Any thread may ask.
/// </summary>
/// <param name="candidates">Of equally fast ones the first is taken.</param>
/// <param name="clock">Measures.</param>
/// <param name="note">Told what was chosen, and, with true, whose answer was wrong: nothing is entrusted to that one.</param>
public sealed class CalibratedAead(IReadOnlyList<AeadProvider> candidates, Func<Instant> clock, Action<string, bool> note) : AeadProvider
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, AeadProvider[]> _choices = [];

    public override string Name => "the fastest";

    public override bool Offers(EncryptionAlgorithm algorithm) => candidates.Any(candidate => candidate.Offers(algorithm));

    /// <exception cref="SelfTestException">No provider computes it rightly.</exception>
    private protected override AeadCipher Create(EncryptionAlgorithm algorithm, ReadOnlySpan<byte> keyWithSalt, bool seals)
    {
        AeadProvider[] choice = Choice(algorithm, (keyWithSalt.Length - AeadCipher.SaltLength) * 8);
        var ciphers = new AeadCipher[choice.Distinct().Count() == 1 ? 1 : choice.Length];
        for (int i = 0; i < ciphers.Length; i++)
            ciphers[i] = seals ? choice[i].ForSealing(algorithm, keyWithSalt) : choice[i].ForOpening(algorithm, keyWithSalt);
        return ciphers is [AeadCipher only] ? only : new SizedAeadCipher(ciphers, keyWithSalt);
    }

    // The check value's length makes no difference.
    private AeadProvider[] Choice(EncryptionAlgorithm algorithm, int keyBits)
    {
        string cipher = algorithm.LibraryName(keyBits);
        lock (_lock)
        {
            if (_choices.TryGetValue(cipher, out AeadProvider[]? known)) return known;
            AeadProvider[] right = [.. candidates.Where(candidate => candidate.Offers(algorithm) && IsRight(candidate, cipher))];
            if (right.Length == 0) throw new SelfTestException(algorithm.Name(keyBits));
            AeadProvider[] choice = right.Length == 1
                ? [.. AeadSizeClass.All.Select(_ => right[0])]
                : [.. new AeadCalibration(clock).Fastest(right, algorithm, keyBits)];
            _choices.Add(cipher, choice);
            note($"{cipher} is computed by {Describe(choice)}", false);
            return choice;
        }
    }

    private bool IsRight(AeadProvider candidate, string cipher)
    {
        var test = new PacketSelfTest(
            (suite, keys) => PacketCiphers.CreateSealer(suite, keys, candidate),
            (suite, keys) => PacketCiphers.CreateOpener(suite, keys, candidate));
        bool isRight = !test.FindFailures(suite => suite.Encryption.IsAead() && suite.Encryption.LibraryName(suite.KeyBits) == cipher).Any();
        if (!isRight) note($"{candidate.Name} computes {cipher} wrongly and is not used for it", true);
        return isRight;
    }

    // "processor to 512 octets, libcrypto 3.5.7 beyond".
    private static string Describe(AeadProvider[] choice)
    {
        int last = choice.Length - 1;
        var parts = new List<string>();
        for (int i = 0; i < last; i++)
        {
            if (choice[i] != choice[i + 1]) parts.Add($"{choice[i].Name} to {AeadSizeClass.All[i].Longest} octets");
        }

        return parts.Count == 0 ? choice[0].Name : $"{string.Join(", ", parts)}, {choice[last].Name} beyond";
    }
}
