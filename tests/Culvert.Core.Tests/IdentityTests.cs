namespace Culvert.Core.Tests;

public sealed class IdentityTests
{
    [Theory]
    [InlineData("52.42.3.179", IdentityType.IPv4Address, "52.42.3.179")]
    [InlineData("2001:db8::1", IdentityType.IPv6Address, "2001:db8::1")]
    [InlineData("@branch.example", IdentityType.Fqdn, "branch.example")]
    [InlineData("branch.example", IdentityType.Fqdn, "branch.example")]
    [InlineData("admin@branch.example", IdentityType.Rfc822Address, "admin@branch.example")]
    [InlineData("@#c0ffee", IdentityType.KeyId, "@#c0ffee")]
    public void Every_spelling_of_ipsec_conf_has_its_type(string text, IdentityType type, string printed)
    {
        Assert.True(Identity.TryParse(text, out Identity? identity));
        Assert.Equal(type, identity.Type);
        Assert.Equal(printed, identity.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("@")]
    [InlineData("@#abc")]
    [InlineData("@#xy")]
    [InlineData("<CGW IP>")]
    public void What_names_nobody_is_refused(string text) => Assert.False(Identity.TryParse(text, out _));

    [Fact]
    public void A_hostile_name_cannot_write_control_characters_to_a_terminal() =>
        Assert.Equal("a?[31mb", new Identity(IdentityType.Fqdn, "a\u001b[31mb"u8).ToString());

    [Fact]
    public void An_address_of_the_wrong_length_still_prints() =>
        Assert.Equal("type 1:0102", new Identity(IdentityType.IPv4Address, [1, 2]).ToString());
}
