using System.Text.Json;
using Culvert.Crypto.Packet;
using Culvert.Testing;

namespace Culvert.Crypto.Tests.Packet;

/// <summary>Wycheproof's cases with nonces of 96 bits; here every nonce is a salt of 32 bits and a vector of 64.</summary>
public sealed class AeadCipherTests
{
    public static TheoryData<AeadProvider> GcmProviders => [.. Providers.Of(EncryptionAlgorithm.AesGcm16)];

    public static TheoryData<AeadProvider, string, EncryptionAlgorithm, int, int> Files =>
    [
        .. from provider in Providers.Of(EncryptionAlgorithm.AesGcm16)
           select (provider, "aead/aes_gcm_test.json", EncryptionAlgorithm.AesGcm16, 116, 81),
        .. from provider in Providers.Of(EncryptionAlgorithm.ChaCha20Poly1305)
           select (provider, "aead/chacha20_poly1305_test.json", EncryptionAlgorithm.ChaCha20Poly1305, 256, 60),
    ];

    [Theory]
    [MemberData(nameof(Files))]
    public void Gives_every_case_its_verdict(AeadProvider provider, string file, EncryptionAlgorithm algorithm, int valid, int invalid)
    {
        int opened = 0, refused = 0;
        foreach (JsonElement test in Cases(file))
        {
            bool isValid = test.Name("result") == "valid";
            byte[] text = test.Hex("ct"), tag = test.Hex("tag");
            Assert.Equal(isValid, Open(provider, algorithm, test, text, tag));
            if (isValid)
            {
                Assert.Equal(test.Hex("msg"), text);
                AssertSeals(provider, algorithm, test);
                opened++;
            }
            else
            {
                Assert.Equal(new byte[text.Length], text);
                refused++;
            }
        }

        Assert.Equal((valid, invalid), (opened, refused));
    }

    [Theory]
    [MemberData(nameof(GcmProviders))]
    public void A_shorter_tag_is_the_first_octets_of_the_long_one(AeadProvider provider)
    {
        foreach ((int length, EncryptionAlgorithm algorithm) in new[] { (8, EncryptionAlgorithm.AesGcm8), (12, EncryptionAlgorithm.AesGcm12) })
        {
            foreach (JsonElement test in Cases("aead/aes_gcm_test.json").Where(test => test.Name("result") == "valid"))
            {
                byte[] tag = test.Hex("tag")[..length];
                byte[] text = test.Hex("ct");
                Assert.True(Open(provider, algorithm, test, text, tag));
                Assert.Equal(test.Hex("msg"), text);
                tag[^1] ^= 1;
                Assert.False(Open(provider, algorithm, test, test.Hex("ct"), tag));
            }
        }
    }

    private static bool Open(AeadProvider provider, EncryptionAlgorithm algorithm, JsonElement test, byte[] text, byte[] tag)
    {
        using AeadCipher cipher = provider.ForOpening(algorithm, KeyWithSalt(test));
        return cipher.Open(test.Hex("iv").AsSpan(4), test.Hex("aad"), text, tag);
    }

    private static void AssertSeals(AeadProvider provider, EncryptionAlgorithm algorithm, JsonElement test)
    {
        using AeadCipher cipher = provider.ForSealing(algorithm, KeyWithSalt(test));
        byte[] text = test.Hex("msg"), tag = new byte[16];
        // Twice: what one message leaves behind must not reach the next.
        for (int i = 0; i < 2; i++)
        {
            test.Hex("msg").CopyTo(text, 0);
            Assert.True(cipher.Seal(test.Hex("iv").AsSpan(4), test.Hex("aad"), text, tag));
            Assert.Equal((test.Name("ct"), test.Name("tag")), (Convert.ToHexStringLower(text), Convert.ToHexStringLower(tag)));
        }
    }

    private static byte[] KeyWithSalt(JsonElement test) => [.. test.Hex("key"), .. test.Hex("iv")[..4]];

    private static IEnumerable<JsonElement> Cases(string file) =>
        from vectors in Vectors.Json(file).GetProperty("testGroups").EnumerateArray()
        where vectors.GetProperty("ivSize").GetInt32() == 96
        from test in vectors.GetProperty("tests").EnumerateArray()
        select test;
}
