using System.Net;

namespace Culvert.Core.Tests;

public sealed class IpPrefixTests
{
    [Theory]
    [InlineData("10.60.0.0/16")]
    [InlineData("0.0.0.0/0")]
    [InlineData("203.0.113.7/32")]
    [InlineData("2001:db8::/32")]
    [InlineData("::/0")]
    public void Prefix_prints_as_it_was_written(string text) => Assert.Equal(text, IpPrefix.Parse(text).ToString());

    [Theory]
    [InlineData("10.60.1.1/16")]
    [InlineData("10.60.0.0/33")]
    [InlineData("10.60.0.0/-1")]
    [InlineData("10.60/16")]
    [InlineData("010.0.0.0/8")]
    [InlineData("fe80::1%2/64")]
    [InlineData("<LOCAL NETWORK>")]
    [InlineData("")]
    [InlineData(null)]
    public void Text_that_is_not_a_canonical_network_is_refused(string? text) => Assert.False(IpPrefix.TryParse(text, out _));

    [Fact]
    public void Halves_of_the_default_route_cover_it()
    {
        (IpPrefix lower, IpPrefix upper) = IpPrefix.Parse("0.0.0.0/0").Halves();
        Assert.Equal("0.0.0.0/1", lower.ToString());
        Assert.Equal("128.0.0.0/1", upper.ToString());
        Assert.True(upper.Contains(IPAddress.Parse("203.0.113.1")));
        Assert.False(lower.Contains(IPAddress.Parse("203.0.113.1")));
    }

    [Fact]
    public void Containing_clears_host_bits_and_knows_its_last_address()
    {
        IpPrefix prefix = IpPrefix.Containing(IPAddress.Parse("10.60.77.3"), 16);
        Assert.Equal("10.60.0.0/16", prefix.ToString());
        Assert.Equal("10.60.255.255", prefix.LastAddress.ToString());
        Assert.Equal("2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", IpPrefix.Parse("2001:db8::/32").LastAddress.ToString());
    }

    [Fact]
    public void The_default_route_of_each_family_holds_every_address_of_it()
    {
        Assert.True(IpPrefix.Parse("0.0.0.0/0").Contains(IPAddress.Parse("203.0.113.1")));
        Assert.True(IpPrefix.Parse("::/0").Contains(IPAddress.Parse("2001:db8::1")));
        Assert.Equal("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", IpPrefix.Parse("::/0").LastAddress.ToString());
        Assert.Equal("::/0", IpPrefix.Containing(IPAddress.Parse("2001:db8::1"), 0).ToString());
    }

    [Fact]
    public void Families_never_contain_each_other()
    {
        Assert.False(IpPrefix.Parse("0.0.0.0/0").Contains(IpPrefix.Parse("::/0")));
        Assert.False(IpPrefix.Parse("::/0").Contains(IPAddress.Parse("10.0.0.1")));
    }
}
