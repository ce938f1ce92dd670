using Culvert.Core;
using Culvert.Crypto.Packet;

namespace Culvert.Crypto.SelfTest;

/// <summary>Known answers of the per-packet ciphers.</summary>
internal sealed class PacketSelfTest(Func<EspProposal, EspKeys, IPacketSealer> createSealer, Func<EspProposal, EspKeys, IPacketOpener> createOpener)
{
    private const int ShortPayload = 48;
    private const int LongPayload = 556;

    /// <summary>The suites that give another answer or none, as they are asked for.</summary>
    public IEnumerable<EspProposal> FindFailures(Func<EspProposal, bool> isAsked) =>
        from known in KnownAnswers.Packets.Select(known => (known.Suite, known.CheckValue, Length: ShortPayload))
            .Concat(KnownAnswers.LongPackets.Select(known => (known.Suite, known.CheckValue, Length: LongPayload)))
        where isAsked(known.Suite) && !KnownAnswers.Holds(() => IsRight(known.Suite, known.Length, known.CheckValue))
        select known.Suite;

    private bool IsRight(EspProposal suite, int payloadLength, string expected)
    {
        using var keys = new EspKeys(
            new Secret(KnownAnswers.Counting(0, (suite.KeyBits / 8) + suite.Encryption.SaltLength())),
            new Secret(KnownAnswers.Counting(0, suite.Integrity.KeyLength())));
        byte[] header = [1, 2, 3, 4, 0, 0, 0, 5, .. KnownAnswers.Counting(0x20, suite.Encryption.IvLength())];
        byte[] payload = KnownAnswers.Counting(0, payloadLength);
        byte[] packet = [.. header, .. payload, .. new byte[suite.IcvLength]];
        using IPacketSealer sealer = createSealer(suite, keys);
        using IPacketOpener opener = createOpener(suite, keys);
        if (!sealer.Seal(packet, 0) || !KnownAnswers.Begins(packet.AsSpan()[^suite.IcvLength..], expected)) return false;
        byte[] forged = [.. packet];
        forged[^1] ^= 1;
        return !opener.Open(forged, 0) && opener.Open(packet, 0) && packet.AsSpan(header.Length, payloadLength).SequenceEqual(payload);
    }
}
