using Culvert.Core;

namespace Culvert.Crypto.Packet;

/// <summary>
/// Measures providers in turns. Each one's best time counts: whatever else the machine does can only make one longer.
/// </summary>
internal sealed class AeadCalibration(Func<Instant> clock)
{
    private const int Rounds = 3;

    // A first round is measured in any case.
    private static readonly TimeSpan Budget = TimeSpan.FromMilliseconds(2);

    /// <summary>For each of <see cref="AeadSizeClass.All"/>, the provider that seals and opens its sample fastest; of equal ones the first.</summary>
    public IEnumerable<AeadProvider> Fastest(IReadOnlyList<AeadProvider> providers, EncryptionAlgorithm algorithm, int keyBits)
    {
        // Of no secrecy: nothing else is ever sealed with it.
        byte[] key = new byte[(keyBits / 8) + AeadCipher.SaltLength];
        AeadCipher[] sealing = [.. providers.Select(provider => provider.ForSealing(algorithm, key))];
        AeadCipher[] opening = [.. providers.Select(provider => provider.ForOpening(algorithm, key))];
        AeadProvider[] fastest = [.. AeadSizeClass.All.Select(sizes => providers[Fastest(sizes, sealing, opening, algorithm.TagLength())])];
        foreach (AeadCipher cipher in sealing.Concat(opening)) cipher.Dispose();
        return fastest;
    }

    private int Fastest(AeadSizeClass sizes, AeadCipher[] sealing, AeadCipher[] opening, int tagLength)
    {
        byte[] text = new byte[sizes.Sample], tag = new byte[tagLength];
        long[] best = new long[sealing.Length];
        Array.Fill(best, long.MaxValue);
        Instant begun = clock();
        for (int round = 0; round < Rounds && (round == 0 || clock() - begun < Budget); round++)
        {
            for (int i = 0; i < best.Length; i++) best[i] = Math.Min(best[i], Measure(sizes.Repeats, sealing[i], opening[i], text, tag));
        }

        return Array.IndexOf(best, best.Min());
    }

    // In nanoseconds.
    private long Measure(int repeats, AeadCipher sealing, AeadCipher opening, byte[] text, byte[] tag)
    {
        Span<byte> associated = stackalloc byte[EspLayout.HeaderLength], iv = stackalloc byte[AeadLayout.IvLength];
        associated.Clear();
        iv.Clear();
        Instant begun = clock();
        for (int i = 0; i < repeats; i++)
        {
            sealing.Seal(iv, associated, text, tag);
            opening.Open(iv, associated, text, tag);
        }

        return clock().Nanoseconds - begun.Nanoseconds;
    }
}
