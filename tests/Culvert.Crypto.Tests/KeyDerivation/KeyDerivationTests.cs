using System.Buffers.Binary;
using System.Text.Json;
using Culvert.Core;
using Culvert.Testing;

namespace Culvert.Crypto.Tests;

public class KeyDerivationTests
{
    private static readonly Dictionary<string, PrfAlgorithm> Hashes = new()
    {
        ["SHA-1"] = PrfAlgorithm.HmacSha1,
        ["SHA-256"] = PrfAlgorithm.HmacSha2_256,
        ["SHA-384"] = PrfAlgorithm.HmacSha2_384,
        ["SHA-512"] = PrfAlgorithm.HmacSha2_512,
    };

    [Fact]
    public void Agrees_with_the_NIST_vectors_for_first_keys_child_keys_and_rekeying()
    {
        JsonElement[] tests = [.. Vectors.Tests("kdf/nist-ikev2.json")];
        foreach (JsonElement test in tests) CheckNist(test, Hashes[test.Name("hash")]);
        Assert.Equal(45, tests.Length);
    }

    [Fact]
    public void Agrees_with_the_keys_of_a_captured_exchange()
    {
        JsonElement test = Vectors.Tests("ike/rub-ike-known-exchanges.json").Single(t => t.GetProperty("version").GetInt32() == 2);
        JsonElement expected = test.GetProperty("expected");
        var suite = new IkeProposal(EncryptionAlgorithm.AesCbc, 128, IntegrityAlgorithm.HmacSha1_96, PrfAlgorithm.HmacSha1, DhGroup.Modp1024);
        using Secret seed = SkeySeed.Initial(suite.Prf, test.Hex("ni"), test.Hex("nr"), new Secret(test.Hex("gir")));
        using IkeSaKeys keys = IkeSaKeys.Derive(suite, seed, test.Hex("ni"), test.Hex("nr"), Spi(test, "spi_i"), Spi(test, "spi_r"));
        Assert.Equal(expected.Hex("skeyseed"), seed.Span.ToArray());
        Assert.Equal(expected.Hex("sk_d"), keys.D.Span.ToArray());
        Assert.Equal(expected.Hex("sk_ai"), keys.Ai.Span.ToArray());
        Assert.Equal(expected.Hex("sk_ar"), keys.Ar.Span.ToArray());
        Assert.Equal(expected.Hex("sk_ei"), keys.Ei.Span.ToArray());
        Assert.Equal(expected.Hex("sk_er"), keys.Er.Span.ToArray());
        Assert.Equal(expected.Hex("sk_pi"), keys.Pi.Span.ToArray());
        Assert.Equal(expected.Hex("sk_pr"), keys.Pr.Span.ToArray());
    }

    [Fact]
    public void Aead_keys_carry_their_salt_and_have_no_integrity_keys()
    {
        var suite = new IkeProposal(EncryptionAlgorithm.AesGcm16, 128, IntegrityAlgorithm.None, PrfAlgorithm.HmacSha2_256, DhGroup.Ecp256);
        using var seed = new Secret(new byte[32]);
        using IkeSaKeys keys = IkeSaKeys.Derive(suite, seed, new byte[16], new byte[16], 1, 2);
        Assert.Equal((20, 20, 0, 0, 32), (keys.Ei.Length, keys.Er.Length, keys.Ai.Length, keys.Ar.Length, keys.D.Length));
    }

    [Fact]
    public void Child_keys_are_cut_from_one_stream_initiator_first_cipher_before_integrity()
    {
        var suite = new EspProposal(EncryptionAlgorithm.AesCbc, 256, IntegrityAlgorithm.HmacSha2_256_128);
        using var skD = new Secret([1, 2, 3]);
        byte[] ni = [4, 5], nr = [6];
        ChildKeyMaterial keys = ChildKeyMaterial.Derive(PrfAlgorithm.HmacSha2_256, skD, null, ni, nr, suite);
        using var stream = new PrfPlus(PrfAlgorithm.HmacSha2_256, skD, [.. ni, .. nr]);
        byte[] whole = stream.Take(128).Span.ToArray();
        byte[] cut =
        [
            .. keys.InitiatorToResponder.Encryption.Span, .. keys.InitiatorToResponder.Integrity.Span,
            .. keys.ResponderToInitiator.Encryption.Span, .. keys.ResponderToInitiator.Integrity.Span,
        ];
        Assert.Equal(whole, cut);
    }

    private static void CheckNist(JsonElement test, PrfAlgorithm prf)
    {
        byte[] ni = test.Hex("ni"), nr = test.Hex("nr");
        using Secret seed = SkeySeed.Initial(prf, ni, nr, new Secret(test.Hex("gir")));
        Assert.Equal(test.Hex("skeyseed"), seed.Span.ToArray());

        byte[] dkm = test.Hex("dkm");
        using var stream = new PrfPlus(prf, seed, [.. ni, .. nr, .. test.Hex("spi_i"), .. test.Hex("spi_r")]);
        Assert.Equal(dkm, stream.Take(dkm.Length).Span.ToArray());

        using var skD = new Secret(dkm.AsSpan(0, prf.Length()));
        CheckChild(test.Hex("dkm_child"), prf, skD, shared: null, ni, nr);
        CheckChild(test.Hex("dkm_child_dh"), prf, skD, new Secret(test.Hex("gir_new")), ni, nr);
        using Secret rekeyed = SkeySeed.Rekeyed(prf, skD, new Secret(test.Hex("gir_new")), ni, nr);
        Assert.Equal(test.Hex("skeyseed_rekey"), rekeyed.Span.ToArray());
    }

    // As much of the key stream as the vector shows, cut as for this suite.
    private static void CheckChild(byte[] expected, PrfAlgorithm prf, Secret skD, Secret? shared, byte[] ni, byte[] nr)
    {
        var suite = new EspProposal(EncryptionAlgorithm.AesCbc, 256, IntegrityAlgorithm.HmacSha1_96);
        ChildKeyMaterial keys = ChildKeyMaterial.Derive(prf, skD, shared, ni, nr, suite);
        byte[] stream =
        [
            .. keys.InitiatorToResponder.Encryption.Span, .. keys.InitiatorToResponder.Integrity.Span,
            .. keys.ResponderToInitiator.Encryption.Span, .. keys.ResponderToInitiator.Integrity.Span,
        ];
        int length = Math.Min(stream.Length, expected.Length);
        Assert.True(length >= 64, "the vector is too short to tell anything");
        Assert.Equal(expected[..length], stream[..length]);
    }

    private static ulong Spi(JsonElement test, string name) => BinaryPrimitives.ReadUInt64BigEndian(test.Hex(name));
}
