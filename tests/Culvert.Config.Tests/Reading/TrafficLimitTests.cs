using Culvert.Core;

namespace Culvert.Config.Tests.Reading;

public sealed class TrafficLimitTests
{
    [Theory]
    [InlineData("1500", 1500, "1500")]
    [InlineData("20M", 20_000_000, "20M")]
    [InlineData("10 GB", 10_000_000_000, "10G")]
    [InlineData("10GiB", 10_737_418_240, "10GiB")]
    [InlineData("4Ki", 4096, "4KiB")]
    [InlineData("64000B", 64_000, "64K")]
    [InlineData("9223372036854775807", long.MaxValue, "9223372036854775807")]
    public void A_number_is_read_and_written_as_people_do(string text, long count, string written)
    {
        Assert.True(CountText.TryParse(text, out long parsed));
        Assert.Equal(count, parsed);
        Assert.Equal(written, CountText.Format(count));
    }

    [Theory]
    [InlineData("")]
    [InlineData("G")]
    [InlineData("-1")]
    [InlineData("1.5G")]
    [InlineData("10GG")]
    [InlineData("10X")]
    [InlineData("9223372036854775808")]
    [InlineData("9E18")]
    [InlineData("16E")]
    public void What_is_no_number_or_too_large_is_refused(string text) => Assert.False(CountText.TryParse(text, out _));

    [Fact]
    public void A_tunnel_may_limit_bytes_and_packets_and_has_no_limit_otherwise()
    {
        ConfigResult result = Samples.LoadWith("\"preference\": 90", "\"preference\": 90, \"esp\": { \"lifetimeBytes\": \"10GiB\", \"lifetimePackets\": 5000000 }");

        Assert.Empty(result.Problems);
        TunnelConfig[] tunnels = [.. result.Config!.Connections[0].Tunnels];
        Assert.Equal(new TrafficLimit(5_000_000, 10_737_418_240), tunnels.Single(tunnel => tunnel.Preference == 90).EspLimit);
        Assert.Equal(TrafficLimit.None, tunnels.Single(tunnel => tunnel.Preference == 100).EspLimit);
    }

    [Theory]
    [InlineData("\"lifetimeBytes\": \"ten\"", "esp.lifetimeBytes: 'ten' is not a number", CountText.Examples)]
    [InlineData("\"lifetimePackets\": 10", "esp.lifetimePackets: 10 is too little", "use 1K or more, or remove it for no limit")]
    public void A_limit_that_makes_no_sense_is_refused(string setting, string what, string remedy)
    {
        ConfigResult result = Samples.LoadWith("\"preference\": 90", $"\"preference\": 90, \"esp\": {{ {setting} }}");

        ConfigProblem problem = Assert.Single(result.Problems);
        Assert.Equal("connections.aws.tunnels.Tunnel2." + what, problem.What);
        Assert.Equal(remedy, problem.Remedy);
    }
}
