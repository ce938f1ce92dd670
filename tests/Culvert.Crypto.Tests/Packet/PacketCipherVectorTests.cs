using Culvert.Core;
using Culvert.Crypto.Packet;
using Culvert.Testing;

namespace Culvert.Crypto.Tests.Packet;

/// <summary>Whole ESP packets made by others: opened, and made again octet for octet.</summary>
public sealed class PacketCipherVectorTests
{
    public static TheoryData<EspVector> All =>
        [.. EspVector.Matrix().Concat(EspVector.McGrew()).Where(vector => SuiteOf(vector) is not null && !vector.Extended)];

    public static TheoryData<EspVector> Authentic => [.. All.Select(row => row.Data).Where(vector => vector.Authentic)];

    [Fact]
    public void The_vectors_cover_every_suite_of_the_registry()
    {
        EspProposal[] covered = [.. EspVector.Matrix().Select(SuiteOf).OfType<EspProposal>().Distinct()];
        Assert.Equal(6, covered.Length);
        Assert.True(All.Count > 6 * 4, "the draft's packets are missing");
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_packet_opens_to_its_plaintext_unless_it_was_tampered_with(EspVector vector)
    {
        using EspKeys keys = KeysOf(vector);
        using IPacketOpener opener = PacketCiphers.CreateOpener(SuiteOf(vector)!, keys);
        byte[] packet = [.. vector.Packet];
        Assert.Equal(vector.Authentic, opener.Open(packet));
        if (vector.Authentic) Assert.Equal(vector.Inner, packet.AsSpan(8 + vector.Iv.Length, vector.Inner.Length).ToArray());
    }

    [Theory]
    [MemberData(nameof(Authentic))]
    public void A_plaintext_seals_to_its_packet(EspVector vector)
    {
        using EspKeys keys = KeysOf(vector);
        using IPacketOpener opener = PacketCiphers.CreateOpener(SuiteOf(vector)!, keys);
        using IPacketSealer sealer = PacketCiphers.CreateSealer(SuiteOf(vector)!, keys);
        byte[] packet = [.. vector.Packet];
        Assert.True(opener.Open(packet));
        packet.AsSpan(packet.Length - vector.IcvLength).Clear();
        Assert.True(sealer.Seal(packet));
        Assert.Equal(vector.Packet, packet);
    }

    [Fact]
    public void A_packet_of_an_sa_with_extended_sequence_numbers_is_not_authentic_without_them()
    {
        foreach (EspVector vector in EspVector.Matrix().Where(vector => SuiteOf(vector) is not null && vector.Extended))
        {
            using EspKeys keys = KeysOf(vector);
            using IPacketOpener opener = PacketCiphers.CreateOpener(SuiteOf(vector)!, keys);
            Assert.False(opener.Open([.. vector.Packet]), vector.Name);
        }
    }

    [Fact]
    public void Cbc_is_that_of_rfc_3602()
    {
        foreach (EspVector vector in EspVector.Rfc3602())
        {
            // The RFC's packets carry no check value: ours, appended, lets the opener reach the decryption.
            var suite = new EspProposal(EncryptionAlgorithm.AesCbc, 128, IntegrityAlgorithm.HmacSha1_96);
            using var keys = new EspKeys(new Secret(vector.Key), new Secret(new byte[20]));
            using IPacketOpener opener = PacketCiphers.CreateOpener(suite, keys);
            byte[] icv = System.Security.Cryptography.HMACSHA1.HashData(new byte[20], vector.Packet)[..12];
            byte[] packet = [.. vector.Packet, .. icv];
            Assert.True(opener.Open(packet));
            Assert.Equal(vector.Inner, packet.AsSpan(24, vector.Inner.Length).ToArray());
        }
    }

    /// <summary>The suite of a vector; null for what the product does not speak.</summary>
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

    private static EspKeys KeysOf(EspVector vector) => new(new Secret([.. vector.Key, .. vector.Salt]), new Secret(vector.AuthKey));
}
