namespace Culvert.Core.Tests;

public sealed class IdentityTests
{
    [Theory]
    [InlineData("52.42.3.179", IdentityType.IPv4Address, "52.42.3.179")]
    [InlineData("2001:db8::1", IdentityType.IPv6Address, "2001:db8::1")]
    [InlineData("@branch.example", IdentityType.Fqdn, "branch.example")]
    [InlineData("branch.example", IdentityType.Fqdn, "branch.example")]
    [InlineData("admin@branch.example", IdentityType.Rfc822Address, "admin@branch.example")]
    [InlineData("@@admin@branch.example", IdentityType.Rfc822Address, "admin@branch.example")]
    [InlineData("@#c0ffee", IdentityType.KeyId, "@#c0ffee")]
    [InlineData("keyid:branch", IdentityType.KeyId, "@#6272616e6368")]
    [InlineData("keyid:#c0ffee", IdentityType.KeyId, "@#c0ffee")]
    [InlineData("fqdn:branch.example", IdentityType.Fqdn, "branch.example")]
    [InlineData("fqdn:192.0.2.1", IdentityType.Fqdn, "fqdn:192.0.2.1")]
    [InlineData("@192.0.2.1", IdentityType.Fqdn, "fqdn:192.0.2.1")]
    [InlineData("fqdn:a@b", IdentityType.Fqdn, "fqdn:a@b")]
    [InlineData("rfc822:admin", IdentityType.Rfc822Address, "rfc822:admin")]
    [InlineData("email:a@b", IdentityType.Rfc822Address, "a@b")]
    [InlineData("ipv4:192.0.2.1", IdentityType.IPv4Address, "192.0.2.1")]
    [InlineData("12345", IdentityType.Fqdn, "12345")]
    [InlineData("0x10", IdentityType.Fqdn, "0x10")]
    [InlineData("ipv6:2001:db8::1", IdentityType.IPv6Address, "2001:db8::1")]
    [InlineData("fqdn:#61001b", IdentityType.Fqdn, "fqdn:#61001b")]
    public void Every_spelling_of_ipsec_conf_has_its_type(string text, IdentityType type, string printed)
    {
        Assert.True(Identity.TryParse(text, out Identity? identity));
        Assert.Equal(type, identity.Type);
        Assert.Equal(printed, identity.ToString());
        Assert.True(Identity.TryParse(printed, out Identity? again));
        Assert.Equal(identity, again);
    }

    [Theory]
    [InlineData("")]
    [InlineData("@")]
    [InlineData("@#abc")]
    [InlineData("@#xy")]
    [InlineData("<CGW IP>")]
    [InlineData("%any")]
    [InlineData("keyid:")]
    [InlineData("keyid:#abc")]
    [InlineData("ipv4:2001:db8::1")]
    [InlineData("ipv4:name")]
    public void What_names_nobody_is_refused(string text) => Assert.False(Identity.TryParse(text, out _));

    [Fact]
    public void A_hostile_name_cannot_write_control_characters_to_a_terminal() =>
        Assert.Equal("fqdn:#611b5b33316d62", new Identity(IdentityType.Fqdn, "a\u001b[31mb"u8).ToString());

    [Fact]
    public void Nor_letters_that_nobody_sees() =>
        Assert.Equal("fqdn:#61f3a0818162", new Identity(IdentityType.Fqdn, "a\U000E0041b"u8).ToString());

    [Fact]
    public void An_address_of_the_wrong_length_still_prints() =>
        Assert.Equal("ipv4:#0102", new Identity(IdentityType.IPv4Address, [1, 2]).ToString());

    [Fact]
    public void A_type_that_we_do_not_know_still_prints() =>
        Assert.Equal("type 9:0102", new Identity((IdentityType)9, [1, 2]).ToString());
}
