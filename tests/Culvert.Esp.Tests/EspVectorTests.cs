using Culvert.Core;
using Culvert.Crypto;
using Culvert.Testing;

namespace Culvert.Esp.Tests;

/// <summary>The independently made packets, through the whole inbound SA.</summary>
public sealed class EspVectorTests
{
    private static readonly TrafficSelector[] Anything = [.. SaPair.Prefixes("0.0.0.0/0", "::/0")];

    public static TheoryData<EspVector> Vectors => [.. EspVector.Matrix().Where(vector => SuiteOf(vector) is not null)];

    [Theory]
    [MemberData(nameof(Vectors))]
    public void A_packet_gets_the_verdict_that_it_must_get(EspVector vector)
    {
        EspProposal suite = SuiteOf(vector)!;
        using var keys = new EspKeys(new Secret([.. vector.Key, .. vector.Salt]), new Secret(vector.AuthKey));
        using var sa = new InboundSa(SaPair.Parameters(suite, keys, Anything, Anything));
        byte[] packet = [.. vector.Packet];
        OpenedPacket opened = sa.Open(packet);
        if (vector.Authentic && !vector.Extended)
        {
            Assert.Equal(PacketVerdict.Accepted, opened.Verdict);
            Assert.Equal(vector.Inner, packet.AsSpan(opened.Inner.Offset, opened.Inner.Length).ToArray());
        }
        else
        {
            Assert.Equal(PacketVerdict.Integrity, opened.Verdict);
        }
    }

    private static EspProposal? SuiteOf(EspVector vector)
    {
        int bits = vector.Key.Length * 8;
        if (bits == 192) return null;
        return (vector.Algorithm, vector.Integrity, vector.IcvLength) switch
        {
            ("AES-CBC", "HMAC-SHA1-96", _) => new EspProposal(EncryptionAlgorithm.AesCbc, bits, IntegrityAlgorithm.HmacSha1_96),
            ("AES-CBC", "HMAC-SHA2-256-128", _) => new EspProposal(EncryptionAlgorithm.AesCbc, bits, IntegrityAlgorithm.HmacSha2_256_128),
            ("AES-GCM", _, 16) => new EspProposal(EncryptionAlgorithm.AesGcm16, bits, IntegrityAlgorithm.None),
            _ => null,
        };
    }
}
