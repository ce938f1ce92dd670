using System.Net;

namespace Culvert.Core.Tests;

public sealed class TrafficSelectorTests
{
    private static TrafficSelector Of(string prefix) => TrafficSelector.FromPrefix(IpPrefix.Parse(prefix));

    [Fact]
    public void A_wider_offer_narrows_to_what_both_cover() =>
        Assert.Equal(Of("10.60.0.0/16"), Of("0.0.0.0/0").Intersect(Of("10.60.0.0/16")));

    [Theory]
    [InlineData("10.60.0.0/16", "10.50.0.0/16")]
    [InlineData("0.0.0.0/0", "::/0")]
    public void Disjoint_selectors_have_no_intersection(string left, string right) => Assert.Null(Of(left).Intersect(Of(right)));

    [Fact]
    public void Protocol_and_ports_narrow_too()
    {
        TrafficSelector https = new(IPAddress.Parse("10.50.0.1"), IPAddress.Parse("10.50.0.9"), 6, 443, 443);
        Assert.Equal(https, Of("10.50.0.0/16").Intersect(https));
        Assert.Null(https.Intersect(https with { Protocol = 17 }));
        Assert.Null(https.Intersect(https with { StartPort = 80, EndPort = 80 }));
        Assert.True(Of("10.50.0.0/16").Contains(https));
        Assert.False(https.Contains(Of("10.50.0.0/16")));
    }

    [Theory]
    [InlineData("10.60.0.0/16")]
    [InlineData("0.0.0.0/0")]
    [InlineData("::/0")]
    [InlineData("10.60.0.7/32")]
    public void A_range_that_is_a_network_prints_as_one(string prefix) => Assert.Equal(prefix, Of(prefix).ToString());

    [Fact]
    public void A_range_that_is_no_network_prints_as_a_range() =>
        Assert.Equal("10.50.0.1-10.50.0.9[tcp/443]", new TrafficSelector(IPAddress.Parse("10.50.0.1"), IPAddress.Parse("10.50.0.9"), 6, 443, 443).ToString());
}
