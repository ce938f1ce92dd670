using System.Diagnostics;
using System.Globalization;
using Culvert.Core;
using Culvert.Crypto;
using Culvert.Crypto.Packet;

namespace Culvert.Bench.Crypto;

/// <summary>What sealing and opening one packet takes, by every provider in turns.</summary>
internal static class CryptoBench
{
    private const int Rounds = 15;
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(4);
    private static readonly int[] PayloadLengths = [64, 512, 1400, 8900, 65_536];

    private static readonly EspProposal[] Suites =
    [
        new(EncryptionAlgorithm.AesGcm16, 128, IntegrityAlgorithm.None),
        new(EncryptionAlgorithm.AesGcm16, 256, IntegrityAlgorithm.None),
        new(EncryptionAlgorithm.ChaCha20Poly1305, 256, IntegrityAlgorithm.None),
    ];

    public static int Run()
    {
        AeadProvider[] providers = AeadProvider.Processor is { } processor ? [AeadProvider.LibCrypto, processor] : [AeadProvider.LibCrypto];
        Console.WriteLine("| suite | payload, octets | provider | ns for sealing and opening, median [min-max] | Gbit/s one way | ratio |");
        Console.WriteLine("|---|---|---|---|---|---|");
        foreach (EspProposal suite in Suites)
        {
            AeadProvider[] offering = [.. providers.Where(provider => provider.Offers(suite.Encryption))];
            foreach (int length in PayloadLengths) Compare(suite, length, offering);
        }

        return 0;
    }

    // Ratios are those of one round each, to the first provider: what the machine did besides hit both.
    private static void Compare(EspProposal suite, int length, AeadProvider[] providers)
    {
        double[][] rounds = [.. Enumerable.Range(0, Rounds + 1).Select(_ => providers.Select(provider => Measure(suite, length, provider)).ToArray()).Skip(1)];
        for (int i = 0; i < providers.Length; i++)
        {
            var nanoseconds = Spread.Of(rounds.Select(round => round[i]));
            var rates = Spread.Of(rounds.Select(round => length * 8 / (round[i] / 2)));
            var ratios = Spread.Of(rounds.Select(round => round[0] / round[i]));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {suite} | {length} | {providers[i].Name} | {nanoseconds} | {rates} | {ratios} |"));
        }
    }

    private static double Measure(EspProposal suite, int length, AeadProvider provider)
    {
        using var keys = new EspKeys(new Secret(new byte[(suite.KeyBits / 8) + suite.Encryption.SaltLength()]), new Secret([]));
        using IPacketSealer sealer = PacketCiphers.CreateSealer(suite, keys, provider);
        using IPacketOpener opener = PacketCiphers.CreateOpener(suite, keys, provider);
        byte[] packet = new byte[EspLayout.HeaderLength + suite.Encryption.IvLength() + length + suite.IcvLength];
        long begun = Stopwatch.GetTimestamp();
        int packets = 0;
        while (Stopwatch.GetElapsedTime(begun) < Slice)
        {
            for (int i = 0; i < 16; i++, packets++)
            {
                if (!sealer.Seal(packet, 0) || !opener.Open(packet, 0)) throw new InvalidOperationException($"{provider.Name} does not open what it sealed");
            }
        }

        return Stopwatch.GetElapsedTime(begun).TotalNanoseconds / packets;
    }
}
