using System.Buffers.Binary;
using Culvert.Core;
using Culvert.Crypto.Packet;

namespace Culvert.Crypto.SelfTest;

/// <summary>
/// Asks every cipher and function for one known answer before anything is entrusted to it: a library that was patched, mixed up
/// or miscompiled is found at the start and not by a peer that drops everything. Groups are asked later, each when it is needed
/// (<see cref="TestedKeyExchange"/>): their arithmetic would be most of a small board's start.
/// </summary>
public sealed class AlgorithmSelfTest(AlgorithmImplementations implementations)
{
    private const int PayloadLength = 48;
    private const int SkHeaderLength = 32;
    private const int SkTextLength = 20;

    /// <summary>The canonical name of the first algorithm or suite that gives another answer or none; null when all are right.</summary>
    public string? FindFailure() =>
        KnownAnswers.Prfs.Where(known => !KnownAnswers.Holds(() => IsPrfRight(known.Prf, known.Output))).Select(known => AlgorithmRegistry.Find(known.Prf)!.Name)
            .Concat(KnownAnswers.Packets.Where(known => !KnownAnswers.Holds(() => IsPacketRight(known.Suite, known.CheckValue))).Select(known => known.Suite.ToString()))
            .Concat(KnownAnswers.Holds(() => IsSkRight(KnownAnswers.SkPayload.Suite, KnownAnswers.SkPayload.CheckValue)) ? [] : [KnownAnswers.SkPayload.Suite.ToString()])
            .FirstOrDefault();

    private bool IsPrfRight(PrfAlgorithm algorithm, string expected)
    {
        using var key = new Secret("Jefe"u8);
        using Prf prf = implementations.CreatePrf(algorithm, key);
        prf.Append("what do ya want for nothing?"u8);
        using Secret output = prf.Finish();
        return output.Length == algorithm.Length() && KnownAnswers.Begins(output.Span, expected);
    }

    private bool IsPacketRight(EspProposal suite, string expected)
    {
        using var keys = new EspKeys(
            new Secret(Counting(0, (suite.KeyBits / 8) + suite.Encryption.SaltLength())), new Secret(Counting(0, suite.Integrity.KeyLength())));
        byte[] header = [1, 2, 3, 4, 0, 0, 0, 5, .. Counting(0x20, suite.Encryption.IvLength())];
        byte[] payload = Counting(0, PayloadLength);
        byte[] packet = [.. header, .. payload, .. new byte[suite.IcvLength]];
        using IPacketSealer sealer = implementations.CreateSealer(suite, keys);
        using IPacketOpener opener = implementations.CreateOpener(suite, keys);
        if (!sealer.Seal(packet, 0) || !KnownAnswers.Begins(packet.AsSpan()[^suite.IcvLength..], expected)) return false;
        byte[] forged = [.. packet];
        forged[^1] ^= 1;
        return !opener.Open(forged, 0) && opener.Open(packet, 0) && packet.AsSpan(header.Length, PayloadLength).SequenceEqual(payload);
    }

    private bool IsSkRight(IkeProposal suite, string expected)
    {
        using var encryption = new Secret(Counting(0, suite.KeyBits / 8));
        using var integrity = new Secret(Counting(0, suite.Integrity.KeyLength()));
        using SkCipher cipher = implementations.CreateSkCipher(suite, encryption, integrity);
        byte[] header = Counting(0, SkHeaderLength), text = Counting(0, SkTextLength);
        byte[] body = new byte[cipher.BodyLength(text.Length)];
        cipher.Seal(header, text, body, new ConstantEntropy(0x42));
        if (!KnownAnswers.Begins(body.AsSpan()[^suite.Integrity.IcvLength()..], expected) || cipher.TryOpen(header, body) is not { } opened) return false;
        body[^1] ^= 1;
        return opened.AsSpan().SequenceEqual(text) && cipher.TryOpen(header, body) is null;
    }

    private static byte[] Counting(int first, int count) => [.. Enumerable.Range(first, count).Select(value => (byte)value)];

    private sealed class ConstantEntropy(byte value) : IEntropy
    {
        public void Fill(Span<byte> destination) => destination.Fill(value);
    }
}
