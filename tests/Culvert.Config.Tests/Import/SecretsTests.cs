using System.Text;
using Culvert.Config.Import;

namespace Culvert.Config.Tests.Import;

public sealed class SecretsTests : ImportTestBase
{
    private static ImportResult ImportWith(string secrets) =>
        Import(Basic, new ImportOptions { Secrets = [new NamedText("office.secrets", secrets)] });

    private static string KeyFrom(string secrets) => Encoding.UTF8.GetString(LoadOne(ImportWith(secrets)).PreSharedKey.Span);

    [Theory]
    [InlineData("192.0.2.1 198.51.100.1 : PSK \"k\"")]
    [InlineData("192.0.2.1 198.51.100.1: PSK \"k\"")]
    [InlineData("198.51.100.1 192.0.2.1 : psk 'k'")]
    [InlineData("192.0.2.1\t198.51.100.1\t:\tPSK\t\"k\"\t# comment")]
    [InlineData("# first\n\n192.0.2.1 198.51.100.1\n    : PSK\n    \"k\"\n")]
    [InlineData("198.51.100.1 : PSK \"k\"")]
    [InlineData("%any 198.51.100.1 : PSK \"k\"")]
    [InlineData(": PSK \"k\"")]
    [InlineData(":PSK \"k\"")]
    [InlineData("192.0.2.1 198.51.100.1 : PSK 0x6b")]
    [InlineData("192.0.2.1 198.51.100.1 : PSK 0saw==")]
    [InlineData("192.0.2.1 198.51.100.1 : PSK 0tk")]
    public void Every_form_of_an_entry_is_read(string line) => Assert.Equal("k", KeyFrom(line));

    [Fact]
    public void The_most_specific_entry_wins_wherever_it_stands() =>
        Assert.Equal("both", KeyFrom(
            """
            : PSK "none"
            192.0.2.1 198.51.100.1 : PSK "both"
            198.51.100.1 : PSK "one"
            %any 198.51.100.1 : PSK "any"
            192.0.2.1 203.0.113.9 : PSK "other peer"
            """));

    [Fact]
    public void Two_different_keys_of_the_same_standing_are_refused()
    {
        ConfigProblem problem = OneProblem(ImportWith("192.0.2.1 198.51.100.1 : PSK \"a\"\n198.51.100.1 192.0.2.1 : PSK \"b\"\n"));

        Assert.Equal(("office.secrets", 2), (problem.File, problem.Line));
    }

    [Fact]
    public void A_key_for_somebody_else_is_no_key()
    {
        ImportResult result = ImportWith("192.0.2.1 203.0.113.9 : PSK \"k\"");

        Assert.Equal("the pre-shared key of office (192.0.2.1 198.51.100.1)", Assert.Single(result.Missing).What);
        Assert.True(result.Missing[0].SecretOf is not null);
    }

    [Theory]
    [InlineData("192.0.2.1 198.51.100.1 : PSK \"<your key>\"")]
    [InlineData("192.0.2.1 198.51.100.1 : PSK \"PRE-SHARED-KEY-IN-PLAIN-TEXT\"")]
    [InlineData("192.0.2.1 198.51.100.1 : PSK pre-shared-key")]
    public void A_placeholder_is_not_a_key(string line)
    {
        MissingValue missing = Assert.Single(ImportWith(line).Missing);

        Assert.Equal(("office.secrets", 1), (missing.File, missing.Line));
    }

    [Theory]
    [InlineData("192.0.2.1 198.51.100.1 : PSK \"hush", "the secret's closing quote is missing")]
    [InlineData("192.0.2.1 198.51.100.1 : PSK \"hush\"hush", "something follows the secret's closing quote")]
    [InlineData("192.0.2.1 198.51.100.1 : PSK \"\"", "the secret is empty")]
    [InlineData("192.0.2.1 198.51.100.1 : PSK \u201Chush\u201D", "the secret is not in straight quotes")]
    [InlineData("192.0.2.1 198.51.100.1 : PSK hush hush", "the secret is not in straight quotes")]
    [InlineData("192.0.2.1 198.51.100.1 : PSK 0xhush", "the secret's encoding is malformed")]
    [InlineData("192.0.2.1 198.51.100.1 hush", "this is not a line of ipsec.secrets")]
    public void A_malformed_entry_is_refused_without_quoting_it(string line, string what)
    {
        ConfigProblem problem = ImportWith("\n" + line).Problems[0];

        Assert.Equal((what, 2), (problem.What, problem.Line));
        Assert.DoesNotContain("hush", problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Secrets_of_other_kinds_are_noted_and_left()
    {
        ImportResult result = ImportWith(": RSA {\n   Modulus: 0x00\n   }\n@me : XAUTH \"hush\"\n" + Secrets);

        Assert.Equal("office", LoadOne(result).Name);
        AssertNote(result, 1, "RSA secrets are not used");
        AssertNote(result, 4, "XAUTH secrets are not used");
        Assert.DoesNotContain(result.Notes, note => note.Text.Contains("hush", StringComparison.Ordinal));
    }

    [Fact]
    public void Keys_for_named_ends_are_found_by_identity() => Assert.Equal("k", Encoding.UTF8.GetString(LoadOne(
        Import(Basic + "    leftid=@branch\n    rightid=@hub\n", new ImportOptions { Secrets = [new NamedText("s", "@branch @hub : PSK \"k\"")] })).PreSharedKey.Span));

    [Theory]
    [InlineData("@branch @hub : PSK \"ids\"\n192.0.2.1 198.51.100.1 : PSK \"addresses\"\n: PSK \"anybody\"")]
    [InlineData("@branch : PSK \"ours\"\n198.51.100.1 : PSK \"ids\"")]
    [InlineData("@hub : PSK \"hub\"\n@branch @hub : PSK \"ids\"\n%any %any : PSK \"anybody\"")]
    [InlineData("keyid:branch @hub : PSK \"no\"\nfqdn:branch fqdn:hub : PSK \"ids\"\n@branch @other : PSK \"other\"")]
    public void An_entry_that_names_both_identities_goes_before_addresses_and_anybody(string secrets) => Assert.Equal("ids", Encoding.UTF8.GetString(LoadOne(
        Import(Basic + "    leftid=@branch\n    rightid=@hub\n", new ImportOptions { Secrets = [new NamedText("s", secrets)] })).PreSharedKey.Span));

    [Fact]
    public void An_end_without_a_name_needs_an_entry_for_the_peer_or_anybody()
    {
        string conn = Basic.Replace("left=192.0.2.1", "left=%defaultroute", StringComparison.Ordinal);

        Assert.Equal("the pre-shared key of office (198.51.100.1)", Assert.Single(Import(conn).Missing).What);
        Assert.Equal("office", LoadOne(Import(conn + "%any 198.51.100.1 : PSK \"k\"\n", new ImportOptions { Secrets = [new NamedText("s", "198.51.100.1 : PSK \"k\"")] })).Name);
    }

    [Fact]
    public void A_key_that_looks_like_an_encoding_survives_the_documents() => Assert.Equal("0x12", KeyFrom(": PSK \"0x12\""));

    [Fact]
    public void A_key_of_bytes_survives_the_documents() =>
        Assert.Equal("00ff", Convert.ToHexStringLower(LoadOne(ImportWith(": PSK 0x00_ff")).PreSharedKey.Span));
}
