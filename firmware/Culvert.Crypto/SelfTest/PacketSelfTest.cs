using Culvert.Core;
using Culvert.Crypto.Packet;

namespace Culvert.Crypto.SelfTest;

/// <summary>Known answers of the per-packet ciphers.</summary>
internal sealed class PacketSelfTest(Func<EspProposal, EspKeys, IPacketSealer> createSealer, Func<EspProposal, EspKeys, IPacketOpener> createOpener)
{
    /// <summary>The suites that give another answer or none, as they are asked for.</summary>
    public IEnumerable<EspProposal> FindFailures(Func<EspProposal, bool> isAsked) =>
        KnownAnswers.Packets.Concat(KnownAnswers.LongPackets)
            .Where(known => isAsked(known.Suite) && !KnownAnswers.Holds(() => IsRight(known)))
            .Select(known => known.Suite);

    private bool IsRight(KnownPacket known)
    {
        EspProposal suite = known.Suite;
        using var keys = new EspKeys(
            new Secret(KnownAnswers.Counting(0, (suite.KeyBits / 8) + suite.Encryption.SaltLength())),
            new Secret(KnownAnswers.Counting(0, suite.Integrity.KeyLength())));
        byte[] header = [1, 2, 3, 4, 0, 0, 0, 5, .. KnownAnswers.Counting(0x20, suite.Encryption.IvLength())];
        byte[] payload = KnownAnswers.Counting(0, known.PayloadLength);
        byte[] packet = [.. header, .. payload, .. new byte[suite.IcvLength]];
        using IPacketSealer sealer = createSealer(suite, keys);
        using IPacketOpener opener = createOpener(suite, keys);
        if (!sealer.Seal(packet, 0) || !KnownAnswers.Begins(packet.AsSpan()[^suite.IcvLength..], known.CheckValue)) return false;
        byte[] forged = [.. packet];
        forged[^1] ^= 1;
        return !opener.Open(forged, 0) && opener.Open(packet, 0) && packet.AsSpan(header.Length, payload.Length).SequenceEqual(payload);
    }
}
