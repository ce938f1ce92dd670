using System.Text.Json;
using Culvert.Core;
using Culvert.Testing;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Macs;
using Org.BouncyCastle.Crypto.Modes;
using Org.BouncyCastle.Crypto.Parameters;

namespace Culvert.Crypto.Tests;

public class SkCipherTests
{
    private static readonly byte[] Header = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    public static TheoryData<string> Suites =>
    [
        .. from bits in (int[])[128, 192, 256]
           from hash in (string[])["sha1", "sha256", "sha384", "sha512"]
           select $"aes{bits}-{hash}-modp1024",
        .. from bits in (int[])[128, 192, 256]
           from tag in (int[])[8, 12, 16]
           select $"aes{bits}gcm{tag}-prfsha256-ecp256",
        "chacha20poly1305-prfsha256-x25519",
    ];

    [Theory]
    [MemberData(nameof(Suites))]
    public void Opens_what_it_sealed_at_every_length_up_to_some_blocks(string suite)
    {
        using SkCipher cipher = Make(suite);
        for (int length = 0; length < 70; length++)
        {
            byte[] plaintext = new SeededEntropy((ulong)length).Bytes(length);
            byte[] body = Seal(cipher, plaintext);
            Assert.Equal(plaintext, cipher.TryOpen(Header, body));
        }
    }

    [Theory]
    [MemberData(nameof(Suites))]
    public void Refuses_every_single_bit_flip_in_header_and_body(string suite)
    {
        using SkCipher cipher = Make(suite);
        byte[] body = Seal(cipher, new byte[20]);
        for (int bit = 0; bit < Header.Length * 8; bit++)
            Assert.Null(cipher.TryOpen(Flipped(Header, bit), body));
        for (int bit = 0; bit < body.Length * 8; bit++)
            Assert.Null(cipher.TryOpen(Header, Flipped(body, bit)));
        Assert.NotNull(cipher.TryOpen(Header, body));
    }

    [Theory]
    [MemberData(nameof(Suites))]
    public void Refuses_every_truncation(string suite)
    {
        using SkCipher cipher = Make(suite);
        byte[] body = Seal(cipher, new byte[20]);
        for (int length = 0; length < body.Length; length++)
            Assert.Null(cipher.TryOpen(Header, body.AsSpan(0, length)));
    }

    [Theory]
    [MemberData(nameof(Suites))]
    public void Never_repeats_an_initialization_vector(string suite)
    {
        using SkCipher cipher = Make(suite);
        var entropy = new SeededEntropy(9);
        byte[] first = Seal(cipher, new byte[20], entropy);
        byte[] second = Seal(cipher, new byte[20], entropy);
        Assert.NotEqual(first[..8], second[..8]);
    }

    [Fact]
    public void Gcm_is_RFC_5282_by_an_independent_implementation()
    {
        byte[] key = new SeededEntropy(5).Bytes(20);
        var suite = new IkeProposal(EncryptionAlgorithm.AesGcm16, 128, IntegrityAlgorithm.None, PrfAlgorithm.HmacSha2_256, DhGroup.Ecp256);
        using SkCipher cipher = SkCipher.Create(suite, new Secret(key), new Secret([]));
        byte[] plaintext = "the inner payloads"u8.ToArray();
        byte[] body = Seal(cipher, plaintext);

        var oracle = new GcmBlockCipher(new AesEngine());
        oracle.Init(false, new AeadParameters(new KeyParameter(key[..16]), 128, [.. key[16..], .. body[..8]], Header));
        byte[] opened = new byte[oracle.GetOutputSize(body.Length - 8)];
        int written = oracle.ProcessBytes(body, 8, body.Length - 8, opened, 0);
        oracle.DoFinal(opened, written);
        Assert.Equal([.. plaintext, 0], opened);
    }

    [Fact]
    public void ChaCha20_is_that_of_RFC_7634()
    {
        JsonElement test = Vectors.Tests("esp/rfc7634-chacha.json").Single(t => t.TryGetProperty("ike_message", out _));
        byte[] message = test.Hex("ike_message"), header = test.Hex("aad");
        var suite = new IkeProposal(EncryptionAlgorithm.ChaCha20Poly1305, 256, IntegrityAlgorithm.None, PrfAlgorithm.HmacSha2_256, DhGroup.X25519);
        using SkCipher cipher = SkCipher.Create(suite, new Secret([.. test.Hex("enc_key"), .. test.Hex("salt")]), new Secret([]));
        Assert.Equal(header, message[..header.Length]);
        // The RFC's text ends with its Pad Length, which says none.
        Assert.Equal(test.Hex("decrypted")[..^1], cipher.TryOpen(header, message.AsSpan(header.Length)));
    }

    [Theory]
    [InlineData(IntegrityAlgorithm.HmacSha1_96, 128)]
    [InlineData(IntegrityAlgorithm.HmacSha2_256_128, 256)]
    public void Cbc_is_RFC_7296_by_an_independent_implementation(IntegrityAlgorithm integrity, int keyBits)
    {
        byte[] key = new SeededEntropy(5).Bytes(keyBits / 8), macKey = new SeededEntropy(6).Bytes(integrity.KeyLength());
        var suite = new IkeProposal(EncryptionAlgorithm.AesCbc, keyBits, integrity, PrfAlgorithm.HmacSha1, DhGroup.Modp1024);
        using SkCipher cipher = SkCipher.Create(suite, new Secret(key), new Secret(macKey));
        byte[] plaintext = "the inner payloads of a message"u8.ToArray();
        byte[] body = Seal(cipher, plaintext);

        int icvLength = integrity == IntegrityAlgorithm.HmacSha1_96 ? 12 : 16;
        var mac = new HMac(integrity == IntegrityAlgorithm.HmacSha1_96 ? new Sha1Digest() : new Sha256Digest());
        mac.Init(new KeyParameter(macKey));
        mac.BlockUpdate(Header, 0, Header.Length);
        mac.BlockUpdate(body, 0, body.Length - icvLength);
        byte[] digest = new byte[mac.GetMacSize()];
        mac.DoFinal(digest, 0);
        Assert.Equal(digest[..icvLength], body[^icvLength..]);

        var cbc = new CbcBlockCipher(new AesEngine());
        cbc.Init(false, new ParametersWithIV(new KeyParameter(key), body, 0, 16));
        byte[] text = new byte[body.Length - icvLength - 16];
        for (int at = 0; at < text.Length; at += 16) cbc.ProcessBlock(body, 16 + at, text, at);
        Assert.Equal(plaintext, text[..plaintext.Length]);
        Assert.Equal(text.Length - plaintext.Length - 1, text[^1]);
    }

    [Fact]
    public void Padding_longer_than_the_text_is_refused_although_authenticated()
    {
        var suite = new IkeProposal(EncryptionAlgorithm.AesGcm16, 128, IntegrityAlgorithm.None, PrfAlgorithm.HmacSha2_256, DhGroup.Ecp256);
        byte[] key = new byte[20];
        using SkCipher cipher = SkCipher.Create(suite, new Secret(key), new Secret([]));
        var forger = new GcmBlockCipher(new AesEngine());
        byte[] iv = new byte[8];
        forger.Init(true, new AeadParameters(new KeyParameter(key[..16]), 128, [.. key[16..], .. iv], Header));
        byte[] sealedText = new byte[5 + 16];
        int written = forger.ProcessBytes([1, 2, 3, 4, 200], 0, 5, sealedText, 0);
        forger.DoFinal(sealedText, written);
        Assert.Null(cipher.TryOpen(Header, [.. iv, .. sealedText]));
    }

    private static SkCipher Make(string text)
    {
        Assert.True(SuiteNames.TryParseIke(text, out IReadOnlyList<IkeProposal>? suites, out _));
        IkeProposal suite = suites[0];
        var entropy = new SeededEntropy(3);
        int keyLength = (suite.KeyBits / 8) + suite.Encryption.SaltLength();
        return SkCipher.Create(suite, new Secret(entropy.Bytes(keyLength)), new Secret(entropy.Bytes(suite.Integrity.KeyLength())));
    }

    private static byte[] Seal(SkCipher cipher, byte[] plaintext, IEntropy? entropy = null)
    {
        byte[] body = new byte[cipher.BodyLength(plaintext.Length)];
        cipher.Seal(Header, plaintext, body, entropy ?? new SeededEntropy(77));
        return body;
    }

    private static byte[] Flipped(byte[] bytes, int bit)
    {
        byte[] copy = [.. bytes];
        copy[bit / 8] ^= (byte)(1 << (bit % 8));
        return copy;
    }
}
