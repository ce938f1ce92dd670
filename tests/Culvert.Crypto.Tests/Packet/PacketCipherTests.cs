using Culvert.Core;
using Culvert.Crypto.LibCrypto;
using Culvert.Crypto.Packet;
using Culvert.Testing;

namespace Culvert.Crypto.Tests.Packet;

public sealed class PacketCipherTests
{
    public static TheoryData<EspProposal, AeadProvider> Suites =>
    [
        .. from suite in EspSuites.All.Concat(EspSuites.All.Select(suite => suite with { ExtendedSequenceNumbers = true }))
           from provider in Providers.All
           where provider == AeadProvider.LibCrypto || provider.Offers(suite.Encryption)
           select (suite, provider),
    ];

    [Theory]
    [MemberData(nameof(Suites))]
    public void Every_changed_octet_is_noticed(EspProposal suite, AeadProvider provider)
    {
        using EspKeys keys = KeysFor(suite);
        using IPacketOpener opener = PacketCiphers.CreateOpener(suite, keys, provider);
        byte[] valid = Sealed(suite, keys);
        Assert.True(opener.Open([.. valid], 7));
        for (int i = 0; i < valid.Length; i++)
        {
            byte[] changed = [.. valid];
            changed[i] ^= 0x01;
            Assert.False(opener.Open(changed, 7), $"octet {i}");
        }
    }

    [Theory]
    [MemberData(nameof(Suites))]
    public void A_packet_of_any_length_below_its_own_is_refused(EspProposal suite, AeadProvider provider)
    {
        using EspKeys keys = KeysFor(suite);
        using IPacketOpener opener = PacketCiphers.CreateOpener(suite, keys, provider);
        byte[] valid = Sealed(suite, keys);
        for (int length = 0; length < valid.Length; length++) Assert.False(opener.Open(valid.AsSpan(0, length).ToArray(), 7));
    }

    [Theory]
    [MemberData(nameof(Suites))]
    public void Sealing_and_opening_allocate_nothing(EspProposal suite, AeadProvider provider)
    {
        using EspKeys keys = KeysFor(suite);
        using IPacketSealer sealer = PacketCiphers.CreateSealer(suite, keys, provider);
        using IPacketOpener opener = PacketCiphers.CreateOpener(suite, keys, provider);
        using IIvSource ivs = PacketCiphers.CreateIvSource(suite, new SeededEntropy(1));
        byte[] packet = new byte[8 + suite.Encryption.IvLength() + 64 + suite.IcvLength];
        Assert.Equal(0, Allocation.Of(() => Run(1_000)));

        void Run(int packets)
        {
            for (int i = 0; i < packets; i++)
            {
                ivs.TryWrite(packet.AsSpan(8, suite.Encryption.IvLength()), (ulong)i);
                if (!sealer.Seal(packet, 7) || !opener.Open(packet, 7)) throw new InvalidOperationException();
            }
        }
    }

    [Fact]
    public void Keys_of_the_wrong_length_are_our_own_bug()
    {
        using var keys = new EspKeys(new Secret(new byte[16]), new Secret(new byte[16]));
        var suite = new EspProposal(EncryptionAlgorithm.AesCbc, 128, IntegrityAlgorithm.HmacSha1_96);
        Assert.Throws<ArgumentException>(() => PacketCiphers.CreateSealer(suite, keys));
    }

    [Fact]
    public void A_missing_library_is_an_answer() => Assert.Equal(0, LibCryptoLibrary.Load(["libcrypto.so.does-not-exist", "libm.so.6"]));

    private static byte[] Sealed(EspProposal suite, EspKeys keys)
    {
        using IPacketSealer sealer = PacketCiphers.CreateSealer(suite, keys);
        using IIvSource ivs = PacketCiphers.CreateIvSource(suite, new SeededEntropy(2));
        byte[] packet = new SeededEntropy(3).Bytes(8 + suite.Encryption.IvLength() + 48 + suite.IcvLength);
        Assert.True(ivs.TryWrite(packet.AsSpan(8, suite.Encryption.IvLength()), 7));
        Assert.True(sealer.Seal(packet, 7));
        return packet;
    }

    private static EspKeys KeysFor(EspProposal suite)
    {
        var entropy = new SeededEntropy(4);
        return new EspKeys(
            new Secret(entropy.Bytes((suite.KeyBits / 8) + suite.Encryption.SaltLength())),
            new Secret(entropy.Bytes(suite.Integrity.KeyLength())));
    }
}
