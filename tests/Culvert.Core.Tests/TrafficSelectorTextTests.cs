using System.Net;

namespace Culvert.Core.Tests;

public sealed class TrafficSelectorTextTests
{
    [Theory]
    [InlineData("10.0.0.0/8", 0, 0, 65535)]
    [InlineData("10.0.0.0/8[tcp]", 6, 0, 65535)]
    [InlineData("10.0.0.0/8[tcp/443]", 6, 443, 443)]
    [InlineData("10.0.0.0/8[udp/1024-65535]", 17, 1024, 65535)]
    [InlineData("10.0.0.0/8[%any/53]", 0, 53, 53)]
    [InlineData("10.0.0.0/8[115]", 115, 0, 65535)]
    public void A_selector_reads_and_prints_the_same(string text, byte protocol, int start, int end)
    {
        Assert.True(TrafficSelectorText.TryParse(text, out TrafficSelector? selector));
        Assert.Equal((protocol, (ushort)start, (ushort)end), (selector.Protocol, selector.StartPort, selector.EndPort));
        Assert.Equal(text, selector.ToString());
    }

    [Theory]
    [InlineData("10.0.0.0/8[17/1701]", "10.0.0.0/8[udp/1701]")]
    [InlineData("10.0.0.0/8[tcp/%any]", "10.0.0.0/8[tcp]")]
    [InlineData("10.0.0.0/8[/53]", "10.0.0.0/8[%any/53]")]
    [InlineData("10.0.0.0/8[0/0]", "10.0.0.0/8[%any/0]")]
    [InlineData("10.0.0.1-10.0.0.9", "10.0.0.1-10.0.0.9")]
    [InlineData("10.0.0.0-10.0.0.255", "10.0.0.0/24")]
    [InlineData("2001:db8::/32[ICMP]", "2001:db8::/32[icmp]")]
    public void Other_spellings_are_read(string text, string printed) =>
        Assert.Equal(printed, TrafficSelectorText.TryParse(text, out TrafficSelector? selector) ? selector.ToString() : null);

    [Theory]
    [InlineData("")]
    [InlineData("10.0.0.1/8")]
    [InlineData("10.0.0.0/8[")]
    [InlineData("10.0.0.0/8]")]
    [InlineData("10.0.0.0/8[tcp/http]")]
    [InlineData("10.0.0.0/8[tcp/1/2]")]
    [InlineData("10.0.0.0/8[tcp/70000]")]
    [InlineData("10.0.0.0/8[tcp/90-80]")]
    [InlineData("10.0.0.0/8[300]")]
    [InlineData("10.0.0.9-10.0.0.1")]
    [InlineData("10.0.0.1-2001:db8::1")]
    [InlineData("10.0.0.0/24-10.0.1.0/24")]
    public void Anything_else_is_refused(string text) => Assert.False(TrafficSelectorText.TryParse(text, out _));

    [Fact]
    public void A_long_list_is_cut()
    {
        TrafficSelector[] many = [.. Enumerable.Range(0, 10).Select(i => TrafficSelector.FromPrefix(IpPrefix.Host(new IPAddress([10, 0, 0, (byte)i]))))];
        Assert.Equal("10.0.0.0/32, 10.0.0.1/32", TrafficSelectorText.List(many[..2]));
        Assert.EndsWith("10.0.0.7/32 and 2 more", TrafficSelectorText.List(many), StringComparison.Ordinal);
        Assert.Equal("nothing", TrafficSelectorText.List([]));
    }

    [Theory]
    [InlineData("10.0.0.0-10.1.255.255", true)]
    [InlineData("10.0.0.0/15", true)]
    [InlineData("10.0.5.0/24[tcp/443]", true)]
    [InlineData("10.0.0.0-10.2.0.0", false)]
    [InlineData("10.3.0.0/16", false)]
    [InlineData("255.255.255.0/24", true)]
    [InlineData("::/0", false)]
    public void Neighbours_together_cover_a_range(string range, bool covered)
    {
        TrafficSelector[] offered = [.. new[] { "10.0.0.0/16", "10.1.0.0/16", "10.0.0.0/24", "10.2.0.0/16[udp]", "255.255.255.0/24" }.Select(Parse)];
        Assert.Equal(covered, Parse(range).IsCoveredBy(offered));
    }

    private static TrafficSelector Parse(string text) => TrafficSelectorText.TryParse(text, out TrafficSelector? selector) ? selector : throw new FormatException(text);
}
