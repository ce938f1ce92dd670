using Culvert.Core;

namespace Culvert.Crypto.SelfTest;

/// <summary>
/// Asks every cipher and function for one known answer before anything is entrusted to it: a library that was patched, mixed up
/// or miscompiled is found at the start and not by a peer that drops everything. Groups are asked later, each when it is needed
/// (<see cref="TestedKeyExchange"/>): their arithmetic would be most of a small board's start.
/// </summary>
public sealed class AlgorithmSelfTest(AlgorithmImplementations implementations)
{
    private const int SkHeaderLength = 32;
    private const int SkTextLength = 20;

    /// <summary>The canonical name of the first algorithm or suite that gives another answer or none; null when all are right.</summary>
    public string? FindFailure() =>
        KnownAnswers.Prfs.Where(known => !KnownAnswers.Holds(() => IsPrfRight(known.Prf, known.Output))).Select(known => AlgorithmRegistry.Find(known.Prf)!.Name)
            .Concat(new PacketSelfTest(implementations.CreateSealer, implementations.CreateOpener).FindFailures(_ => true).Select(suite => suite.ToString()))
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

    private bool IsSkRight(IkeProposal suite, string expected)
    {
        using var encryption = new Secret(KnownAnswers.Counting(0, suite.KeyBits / 8));
        using var integrity = new Secret(KnownAnswers.Counting(0, suite.Integrity.KeyLength()));
        using SkCipher cipher = implementations.CreateSkCipher(suite, encryption, integrity);
        byte[] header = KnownAnswers.Counting(0, SkHeaderLength), text = KnownAnswers.Counting(0, SkTextLength);
        byte[] body = new byte[cipher.BodyLength(text.Length)];
        cipher.Seal(header, text, body, new ConstantEntropy(0x42));
        if (!KnownAnswers.Begins(body.AsSpan()[^suite.Integrity.IcvLength()..], expected) || cipher.TryOpen(header, body) is not { } opened) return false;
        body[^1] ^= 1;
        return opened.AsSpan().SequenceEqual(text) && cipher.TryOpen(header, body) is null;
    }

    private sealed class ConstantEntropy(byte value) : IEntropy
    {
        public void Fill(Span<byte> destination) => destination.Fill(value);
    }
}
