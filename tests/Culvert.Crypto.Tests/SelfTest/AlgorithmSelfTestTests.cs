using Culvert.Core;
using Culvert.Crypto.Packet;
using Culvert.Crypto.SelfTest;

namespace Culvert.Crypto.Tests.SelfTest;

public sealed class AlgorithmSelfTestTests
{
    private static readonly AlgorithmImplementations Right = AlgorithmImplementations.Platform;

    [Fact]
    public void The_gateways_own_algorithms_are_right() => Assert.Null(new AlgorithmSelfTest(Right).FindFailure());

    [Fact]
    public void Every_algorithm_of_the_registry_is_asked()
    {
        Assert.Equal(AlgorithmRegistry.Prfs.Select(entry => entry.Algorithm), KnownAnswers.Prfs.Select(known => known.Prf));
        Assert.Equal(AlgorithmRegistry.Groups.Select(entry => entry.Group), KnownAnswers.Exchanges.Select(known => known.Group));
        Assert.Equal(AlgorithmRegistry.Ciphers.Select(entry => entry.Algorithm), KnownAnswers.Packets.Select(known => known.Suite.Encryption).Distinct());
        Assert.Equal(
            AlgorithmRegistry.Integrities.Select(entry => entry.Algorithm),
            KnownAnswers.Packets.Select(known => known.Suite.Integrity).Where(integrity => integrity != IntegrityAlgorithm.None));
        Assert.Equal([128, 192, 256], KnownAnswers.Packets.Where(known => known.Suite.Encryption == EncryptionAlgorithm.AesCbc).Select(known => known.Suite.KeyBits).Distinct());
        Assert.Equal([128, 192, 256], KnownAnswers.Packets.Where(known => known.Suite.Encryption == EncryptionAlgorithm.AesGcm16).Select(known => known.Suite.KeyBits));
    }

    [Fact]
    public void A_wrong_function_is_named() => Assert.Equal(
        "prfsha384",
        Failure(Right with { CreatePrf = (algorithm, key) => new Prf(algorithm == PrfAlgorithm.HmacSha2_384 ? PrfAlgorithm.HmacSha2_512 : algorithm, key.Span) }));

    [Fact]
    public void A_wrong_cipher_is_named() => Assert.Equal(
        "aes256gcm16",
        Failure(Right with { CreateSealer = (suite, keys) => suite.KeyBits == 256 && suite.Encryption == EncryptionAlgorithm.AesGcm16 ? new NullSealer() : PacketCiphers.CreateSealer(suite, keys) }));

    [Fact]
    public void An_opener_that_lets_everything_pass_is_named() =>
        Assert.Equal("aes128-sha1", Failure(Right with { CreateOpener = (_, _) => new CredulousOpener() }));

    [Fact]
    public void A_cipher_of_IKE_with_the_wrong_key_is_named() => Assert.Equal(
        "aes256-sha256-modp2048",
        Failure(Right with { CreateSkCipher = (suite, encryption, integrity) => SkCipher.Create(suite, new Secret(new byte[32]), integrity) }));

    [Fact]
    public void One_that_throws_is_named_like_one_that_errs() =>
        Assert.Equal("prfsha1", Failure(Right with { CreatePrf = (_, _) => throw new InvalidOperationException("no such function") }));

    private static string? Failure(AlgorithmImplementations implementations) => new AlgorithmSelfTest(implementations).FindFailure();

    private sealed class NullSealer : IPacketSealer
    {
        public bool Seal(Span<byte> packet, uint sequenceHigh) => true;

        public void Dispose()
        {
        }
    }

    private sealed class CredulousOpener : IPacketOpener
    {
        public bool Open(Span<byte> packet, uint sequenceHigh) => true;

        public void Dispose()
        {
        }
    }
}
