namespace Culvert.Crypto.Tests;

public sealed class SuiteNamesTests
{
    [Theory]
    [InlineData("aes128-sha1;modp1024", "aes128-sha1-modp1024")]
    [InlineData("aes128-sha1-modp1024", "aes128-sha1-modp1024")]
    [InlineData("AES256-SHA2_256-DH14!", "aes256-sha256-modp2048")]
    [InlineData("aes128gcm16-prfsha256-ecp256", "aes128gcm16-prfsha256-ecp256")]
    [InlineData("aes_gcm_c_128-sha256-dh19", "aes128gcm16-prfsha256-ecp256")]
    [InlineData("aes128-sha1-prfsha256-modp2048", "aes128-sha1-prfsha256-modp2048")]
    [InlineData("aes256-sha256-prfsha256-modp2048", "aes256-sha256-modp2048")]
    [InlineData("aes256gcm16-prfsha384-ecp384", "aes256gcm16-prfsha384-ecp384")]
    [InlineData("aes_gcm256-sha2_512-dh20", "aes256gcm16-prfsha512-ecp384")]
    [InlineData("aes_gcm_c_256-sha2_512;dh21", "aes256gcm16-prfsha512-ecp521")]
    [InlineData("aes192-sha384-modp3072", "aes192-sha384-modp3072")]
    [InlineData("aes_cbc_256-hmac_sha2_512_256-modp8192", "aes256-sha512-modp8192")]
    [InlineData("aes192gcm96-prfsha512-dh5", "aes192gcm12-prfsha512-modp1536")]
    [InlineData("aes_gcm_a_256-sha1-dh24", "aes256gcm8-prfsha1-modp2048s256")]
    [InlineData("aes_gcm_16_256-sha2-dh22", "aes256gcm16-prfsha256-modp1024s160")]
    [InlineData("chacha20poly1305-prfsha256-curve25519", "chacha20poly1305-prfsha256-x25519")]
    [InlineData("chacha20_poly1305-sha2_256-dh31", "chacha20poly1305-prfsha256-x25519")]
    [InlineData("aes-sha-modp2048s224", "aes128-sha1-modp2048s224")]
    public void Ike_suites_read_in_every_spelling(string text, string canonical) => Assert.Equal([canonical], Ike(text));

    [Theory]
    [InlineData("aes128-sha1;modp1024", "aes128-sha1-modp1024")]
    [InlineData("aes128-sha1", "aes128-sha1")]
    [InlineData("aes128gcm16-ecp256", "aes128gcm16-ecp256")]
    [InlineData("aes128gcm64", "aes128gcm8")]
    [InlineData("aes_gcm_b_256", "aes256gcm12")]
    [InlineData("aes_gcm", "aes128gcm16")]
    [InlineData("chacha20poly1305-x25519-esn", "chacha20poly1305-x25519-esn")]
    [InlineData("aes256-sha512-noesn", "aes256-sha512")]
    public void Esp_suites_read_in_every_spelling(string text, string canonical) => Assert.Equal([canonical], Esp(text));

    [Fact]
    public void Several_words_of_a_kind_stand_for_every_combination_in_the_order_written()
    {
        Assert.Equal(
            [
                "aes128-sha256-modp2048", "aes128-sha256-ecp256", "aes128-sha1-modp2048", "aes128-sha1-ecp256",
                "aes256-sha256-modp2048", "aes256-sha256-ecp256", "aes256-sha1-modp2048", "aes256-sha1-ecp256",
            ],
            Ike("aes128-aes256-sha256-sha1-modp2048-ecp256"));
        Assert.Equal(["aes128gcm16-esn", "aes128gcm16", "aes256gcm16-esn", "aes256gcm16"], Esp("aes128gcm16-aes256gcm16-esn-noesn"));
    }

    [Fact]
    public void Hashes_are_pseudorandom_functions_where_an_AEAD_cipher_leaves_no_integrity_to_want() => Assert.Equal(
        ["aes256gcm16-prfsha384-ecp384", "aes256gcm16-prfsha256-ecp384", "aes256-sha384-ecp384", "aes256-sha256-ecp384"],
        Ike("aes256gcm16-aes256-sha384-sha256-ecp384"));

    [Fact]
    public void A_word_that_comes_twice_counts_once() => Assert.Equal(["aes128-sha1-modp1024"], Ike("aes128-sha1-sha-modp1024-dh2"));

    [Fact]
    public void More_combinations_than_one_offer_may_have_are_refused()
    {
        const string Groups = "modp2048-modp3072-modp4096-ecp256-ecp384-ecp521-x25519-modp6144";
        Assert.Equal(64, Ike($"aes128-aes256-sha1-sha256-sha384-sha512-{Groups}").Count);
        Assert.False(SuiteNames.TryParseIke($"aes128-aes256-sha1-sha256-sha384-sha512-{Groups}-modp8192", out _, out string? problem));
        Assert.Contains("stands for more than 64 suites, every combination of its words; name fewer algorithms", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("aes128-sha1", "names no key exchange group")]
    [InlineData("aes128gcm16-ecp256", "names no pseudorandom function")]
    [InlineData("sha1-modp1024", "names no cipher")]
    [InlineData("aes128-modp1024", "names no integrity algorithm")]
    [InlineData("aes128gcm16-aes128-prfsha256-modp2048", "names no integrity algorithm")]
    [InlineData("aes128-sha265-modp2048", "'sha265' is not an algorithm that is known here; did you mean 'sha256'?")]
    [InlineData("aes128-sha256-modp2480", "did you mean 'modp2048'?")]
    [InlineData("aes128-sha256-modp2048-esn", "sequence numbers are chosen with the ESP suite")]
    [InlineData("des-md5-modp768", "'des' is not an algorithm")]
    [InlineData("", "is not an algorithm")]
    public void A_wrong_suite_says_which_word_is_wrong(string text, string expected)
    {
        Assert.False(SuiteNames.TryParseIke(text, out _, out string? problem));
        Assert.Contains(expected, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_function_has_no_place_in_an_esp_suite()
    {
        Assert.False(SuiteNames.TryParseEsp("aes128gcm16-prfsha256", out _, out string? problem));
        Assert.Contains("ESP has no pseudorandom function", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("aes256-sha1-modp2048", true)]
    [InlineData("aes256-sha256-prfsha1-modp2048", true)]
    [InlineData("aes256-sha256-modp1024", true)]
    [InlineData("aes256-sha256-modp1536", true)]
    [InlineData("aes256-sha256-modp1024s160", true)]
    [InlineData("aes256-sha256-modp2048s224", true)]
    [InlineData("aes256-sha256-modp2048", false)]
    [InlineData("aes128gcm8-prfsha256-x25519", false)]
    public void Weak_is_sha1_or_a_group_below_112_bits_or_a_discouraged_one(string text, bool isWeak)
    {
        Assert.True(SuiteNames.TryParseIke(text, out IReadOnlyList<IkeProposal>? suites, out _));
        Assert.Equal(isWeak, suites[0].IsWeak());
    }

    private static IReadOnlyList<string> Ike(string text)
    {
        Assert.True(SuiteNames.TryParseIke(text, out IReadOnlyList<IkeProposal>? suites, out string? problem), problem);
        return [.. suites.Select(suite => suite.ToString())];
    }

    private static IReadOnlyList<string> Esp(string text)
    {
        Assert.True(SuiteNames.TryParseEsp(text, out IReadOnlyList<EspProposal>? suites, out string? problem), problem);
        return [.. suites.Select(suite => suite.ToString())];
    }
}
