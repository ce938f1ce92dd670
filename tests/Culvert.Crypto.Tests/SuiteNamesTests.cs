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
    public void Ike_suites_read_in_every_spelling(string text, string canonical)
    {
        Assert.True(SuiteNames.TryParseIke(text, out IkeProposal? suite, out string? problem), problem);
        Assert.Equal(canonical, suite.ToString());
    }

    [Theory]
    [InlineData("aes128-sha1;modp1024", "aes128-sha1-modp1024")]
    [InlineData("aes128-sha1", "aes128-sha1")]
    [InlineData("aes128gcm16-ecp256", "aes128gcm16-ecp256")]
    public void Esp_suites_read_in_every_spelling(string text, string canonical)
    {
        Assert.True(SuiteNames.TryParseEsp(text, out EspProposal? suite, out string? problem), problem);
        Assert.Equal(canonical, suite.ToString());
    }

    [Theory]
    [InlineData("aes128-sha1", "names no key exchange group")]
    [InlineData("aes128gcm16-ecp256", "names no pseudorandom function")]
    [InlineData("sha1-modp1024", "names no cipher")]
    [InlineData("aes128-modp1024", "names no integrity algorithm")]
    [InlineData("aes128-sha1-modp1024-modp2048", "'modp2048' is not an algorithm that can stand here")]
    [InlineData("aes128-sha265-modp2048", "'sha265' is not an algorithm that can stand here; did you mean 'sha256'?")]
    [InlineData("aes128-sha256-modp2480", "did you mean 'modp2048'?")]
    [InlineData("des-md5-modp768", "'des' is not an algorithm")]
    [InlineData("", "is not an algorithm")]
    public void A_wrong_suite_says_which_word_is_wrong(string text, string expected)
    {
        Assert.False(SuiteNames.TryParseIke(text, out _, out string? problem));
        Assert.Contains(expected, problem, StringComparison.Ordinal);
    }
}
