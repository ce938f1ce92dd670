using System.Text;
using Culvert.Console.Login;

namespace Culvert.Console.Tests.Login;

public sealed class PasswordRecordTests
{
    private static readonly byte[] Salt = [.. Enumerable.Range(0, PasswordRecord.SaltLength).Select(i => (byte)i)];

    [Fact]
    public void A_stored_record_knows_its_password_and_no_other()
    {
        byte[] stored = PasswordRecord.Create("hunter22"u8, Salt).ToJson();
        PasswordRecord record = PasswordRecord.Parse(stored)!;
        Assert.True(record.Matches("hunter22"u8));
        Assert.False(record.Matches("hunter2"u8));
        Assert.False(record.Matches(""u8));
        string text = Encoding.UTF8.GetString(stored);
        Assert.DoesNotContain("hunter", text, StringComparison.Ordinal);
        Assert.Contains("pbkdf2-hmac-sha512", text, StringComparison.Ordinal);
        Assert.Contains("210000", text, StringComparison.Ordinal);
    }

    // PBKDF2-HMAC-SHA512 of "passwordPASSWORDpassword", salt "saltSALTsaltSALTsaltSALTsaltSALTsalt", 4096 rounds: a published vector.
    [Fact]
    public void A_record_with_other_parameters_is_still_read()
    {
        const string hash = "8c0511f4c6e597c6ac6315d8f0362e225f3c501495ba23b868c005174dc4ee71115b59f9e60cd9532fa33e0f75aefe30225c583a186cd82bd4daea9724a3d3b8";
        string stored = $$"""{"algorithm":"pbkdf2-hmac-sha512","iterations":4096,"salt":"{{Convert.ToBase64String("saltSALTsaltSALTsaltSALTsaltSALTsalt"u8)}}","hash":"{{Convert.ToBase64String(Convert.FromHexString(hash))}}"}""";
        Assert.True(PasswordRecord.Parse(Encoding.UTF8.GetBytes(stored))!.Matches("passwordPASSWORDpassword"u8));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"algorithm":"md5","iterations":1,"salt":"AAAAAAAAAAAAAAAAAAAAAA==","hash":""}""")]
    [InlineData("""{"algorithm":"pbkdf2-hmac-sha512","iterations":0,"salt":"AAAAAAAAAAAAAAAAAAAAAA==","hash":"AA=="}""")]
    public void A_damaged_record_is_none(string stored) => Assert.Null(PasswordRecord.Parse(Encoding.UTF8.GetBytes(stored)));

    [Fact]
    public void The_delay_grows_to_a_minute() =>
        Assert.Equal([0, 1, 2, 4, 8, 16, 32, 60, 60, 60], Enumerable.Range(0, 10).Select(failures => (int)LoginDelay.After(failures).TotalSeconds));
}
