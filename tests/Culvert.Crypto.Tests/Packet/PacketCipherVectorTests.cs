using Culvert.Core;
using Culvert.Crypto.Packet;
using Culvert.Testing;

namespace Culvert.Crypto.Tests.Packet;

/// <summary>Whole ESP packets made by others: opened, and made again octet for octet.</summary>
public sealed class PacketCipherVectorTests
{
    public static TheoryData<EspVector> All =>
        [.. EspVector.Matrix().Concat(EspVector.McGrew()).Concat(EspVector.Rfc7634()).Where(vector => vector.Suite is not null)];

    public static TheoryData<EspVector> Authentic => [.. All.Select(row => row.Data).Where(vector => vector.Authentic)];

    [Fact]
    public void The_vectors_cover_every_suite_of_the_registry()
    {
        var covered = EspVector.Matrix().Where(vector => vector.Suite is not null).Select(vector => vector.Suite! with { ExtendedSequenceNumbers = false }).ToHashSet();
        Assert.Equal(EspSuites.All.ToHashSet(), covered);
        // Beyond: 3DES twice, NULL and AES-CTR, which no peer of ours needs.
        Assert.Equal(4 * 5, EspVector.Matrix().Count(vector => vector.Suite is null));
        Assert.Equal((22 * 5) + 14 + 1, All.Count);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_packet_opens_to_its_plaintext_unless_it_was_tampered_with(EspVector vector)
    {
        foreach (AeadProvider provider in Providers.All)
        {
            byte[] packet = [.. vector.Packet];
            Assert.Equal(vector.Authentic, Opens(vector, vector.Suite!, packet, vector.SequenceHigh ?? 0, provider));
            if (vector.Authentic) Assert.Equal(vector.Inner, packet.AsSpan(8 + vector.Iv.Length, vector.Inner.Length).ToArray());
        }
    }

    [Theory]
    [MemberData(nameof(Authentic))]
    public void A_plaintext_seals_to_its_packet(EspVector vector)
    {
        using EspKeys keys = vector.Keys();
        foreach (AeadProvider provider in Providers.All)
        {
            using IPacketSealer sealer = PacketCiphers.CreateSealer(vector.Suite!, keys, provider);
            byte[] packet = [.. vector.Packet];
            Assert.True(Opens(vector, vector.Suite!, packet, vector.SequenceHigh ?? 0));
            packet.AsSpan(packet.Length - vector.IcvLength).Clear();
            Assert.True(sealer.Seal(packet, vector.SequenceHigh ?? 0));
            Assert.Equal(vector.Packet, packet);
        }
    }

    [Fact]
    public void A_packet_of_an_sa_with_extended_sequence_numbers_is_authentic_with_its_own_high_half_alone()
    {
        foreach (EspVector vector in All.Select(row => row.Data).Where(vector => vector.SequenceHigh is not null))
        {
            uint high = vector.SequenceHigh!.Value;
            Assert.True(Opens(vector, vector.Suite!, [.. vector.Packet], high), vector.Name);
            Assert.False(Opens(vector, vector.Suite!, [.. vector.Packet], high + 1), vector.Name);
            Assert.False(Opens(vector, vector.Suite!, [.. vector.Packet], high - 1), vector.Name);
            Assert.False(Opens(vector, vector.Suite! with { ExtendedSequenceNumbers = false }, [.. vector.Packet], high), vector.Name);
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
            Assert.True(opener.Open(packet, 0));
            Assert.Equal(vector.Inner, packet.AsSpan(24, vector.Inner.Length).ToArray());
        }
    }

    private static bool Opens(EspVector vector, EspProposal suite, byte[] packet, uint sequenceHigh, AeadProvider? provider = null)
    {
        using EspKeys keys = vector.Keys();
        using IPacketOpener opener = PacketCiphers.CreateOpener(suite, keys, provider);
        return opener.Open(packet, sequenceHigh);
    }
}
