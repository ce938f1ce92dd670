using Culvert.Core;

namespace Culvert.Esp.Tests;

public sealed class TrafficMeterTests
{
    [Theory]
    [InlineData(3, 0, 5, 0, 3, 5)]
    [InlineData(0, 250, 0, 500, 3, 5)]
    [InlineData(4, 250, 6, 500, 3, 5)]
    [InlineData(2, 900, 4, 1000, 2, 4)]
    public void Whichever_limit_comes_first_counts(long softPackets, long softBytes, long hardPackets, long hardBytes, int wornAfter, int spentAfter)
    {
        var meter = new TrafficMeter(new TrafficLimits(new TrafficLimit(softPackets, softBytes), new TrafficLimit(hardPackets, hardBytes)));
        for (int packet = 1; packet <= 8; packet++)
        {
            meter.Count(100);
            SaWear expected = packet >= spentAfter ? SaWear.Spent : packet >= wornAfter ? SaWear.Worn : SaWear.Fresh;
            Assert.Equal(expected, meter.Wear);
        }
    }

    [Fact]
    public void Without_a_limit_it_stays_fresh()
    {
        var meter = new TrafficMeter(default);
        for (int packet = 0; packet < 1000; packet++) meter.Count(int.MaxValue);
        Assert.Equal(SaWear.Fresh, meter.Wear);
    }

    [Fact]
    public void One_packet_may_reach_both_limits_at_once()
    {
        var meter = new TrafficMeter(new TrafficLimits(new TrafficLimit(0, 100), new TrafficLimit(0, 120)));
        meter.Count(1500);
        Assert.Equal(SaWear.Spent, meter.Wear);
    }
}
