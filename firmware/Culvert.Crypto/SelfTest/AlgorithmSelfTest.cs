using System.Buffers.Binary;
using Culvert.Core;
using Culvert.Crypto.Packet;

namespace Culvert.Crypto.SelfTest;

/// <summary>
/// Asks every algorithm for one known answer before anything is entrusted to it: a library that was patched, mixed up or
/// miscompiled is found at the start and not by a peer that drops everything. Takes milliseconds.
/// </summary>
public sealed class AlgorithmSelfTest(AlgorithmImplementations implementations)
{
    private const int PayloadLength = 48;
    private const int SkHeaderLength = 32;
    private const int SkTextLength = 20;

    /// <summary>The canonical name of the first algorithm or suite that gives another answer or none; null when all are right.</summary>
    public string? FindFailure() =>
        KnownAnswers.Prfs.Where(known => !Holds(() => IsPrfRight(known.Prf, known.Output))).Select(known => AlgorithmRegistry.Find(known.Prf)!.Name)
            .Concat(KnownAnswers.Packets.Where(known => !Holds(() => IsPacketRight(known.Suite, known.CheckValue))).Select(known => known.Suite.ToString()))
            .Concat(Holds(() => IsSkRight(KnownAnswers.SkPayload.Suite, KnownAnswers.SkPayload.CheckValue)) ? [] : [KnownAnswers.SkPayload.Suite.ToString()])
            .Concat(KnownAnswers.Exchanges.Where(known => !Holds(() => IsExchangeRight(known.Group, known.Shared))).Select(known => SuiteNames.Group(known.Group)))
            .FirstOrDefault();

    // Not even an answer: whatever the library throws, it is not to be trusted.
    private static bool Holds(Func<bool> check)
    {
        try
        {
            return check();
        }
        catch (Exception)
        {
            return false;
        }
    }

    private bool IsPrfRight(PrfAlgorithm algorithm, string expected)
    {
        using var key = new Secret("Jefe"u8);
        using Prf prf = implementations.CreatePrf(algorithm, key);
        prf.Append("what do ya want for nothing?"u8);
        using Secret output = prf.Finish();
        return output.Length == algorithm.Length() && Begins(output.Span, expected);
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
        if (!sealer.Seal(packet, 0) || !Begins(packet.AsSpan()[^suite.IcvLength..], expected)) return false;
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
        if (!Begins(body.AsSpan()[^suite.Integrity.IcvLength()..], expected) || cipher.TryOpen(header, body) is not { } opened) return false;
        body[^1] ^= 1;
        return opened.AsSpan().SequenceEqual(text) && cipher.TryOpen(header, body) is null;
    }

    private bool IsExchangeRight(DhGroup group, string expected)
    {
        using Secret ours = PrivateValue(group, 0x10001), theirs = PrivateValue(group, 0x30005);
        using Secret? shared = implementations.KeyExchange.SharedSecret(group, ours, implementations.KeyExchange.PublicValue(group, theirs));
        return shared is not null && Begins(shared.Span, expected);
    }

    // An ECP scalar has the field's length, half of a public value; the others take any.
    private static Secret PrivateValue(DhGroup group, uint value)
    {
        bool isEcp = group is DhGroup.Ecp256 or DhGroup.Ecp384 or DhGroup.Ecp521;
        byte[] octets = new byte[isEcp ? group.PublicValueLength() / 2 : 32];
        BinaryPrimitives.WriteUInt32BigEndian(octets.AsSpan(octets.Length - sizeof(uint)), value);
        return new Secret(octets);
    }

    private static bool Begins(ReadOnlySpan<byte> octets, string expected) => octets.StartsWith(Convert.FromHexString(expected));

    private static byte[] Counting(int first, int count) => [.. Enumerable.Range(first, count).Select(value => (byte)value)];

    private sealed class ConstantEntropy(byte value) : IEntropy
    {
        public void Fill(Span<byte> destination) => destination.Fill(value);
    }
}
