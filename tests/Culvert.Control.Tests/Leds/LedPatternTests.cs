using Culvert.Control.Leds;
using Culvert.Core;
using Culvert.Testing;

namespace Culvert.Control.Tests.Leds;

public sealed class LedPatternTests
{
    private static readonly Instant Never = Instant.Zero;
    private static readonly SeededEntropy Entropy = new(11);

    public static TheoryData<LedPattern> Every => [.. Enum.GetValues<LedPattern>()];

    public static TheoryData<LedPattern> Moving => [.. Enum.GetValues<LedPattern>().Where(p => p is not (LedPattern.Off or LedPattern.On))];

    // Pattern, period in ms, lit ms of it, number of times it goes dark in it.
    [Theory]
    [InlineData(LedPattern.Traffic, 1000, 950, 1)]
    [InlineData(LedPattern.Blink1Hz, 1000, 500, 1)]
    [InlineData(LedPattern.Blink5Hz, 200, 100, 1)]
    [InlineData(LedPattern.Blink10Hz, 100, 50, 1)]
    [InlineData(LedPattern.Double, 2000, 300, 2)]
    [InlineData(LedPattern.Triple, 2000, 450, 3)]
    [InlineData(LedPattern.Heartbeat, 1000, 100, 1)]
    [InlineData(LedPattern.Updating, 1100, 1000, 1)]
    public void A_pattern_has_its_period_and_duty_whenever_you_look(LedPattern pattern, int period, int lit, int flashes)
    {
        for (int trial = 0; trial < 50; trial++)
        {
            Instant start = SomeTime();
            bool[] seen = Enumerable.Range(0, period * 2).Select(ms => Lit(pattern, start + Ms(ms))).ToArray();
            Assert.Equal(seen[..period], seen[period..]);
            Assert.Equal(lit, seen[..period].Count(on => on));
            Assert.Equal(flashes, Enumerable.Range(0, period).Count(ms => seen[ms] && !seen[ms + 1]));
        }
    }

    [Theory]
    [MemberData(nameof(Every))]
    public void A_pattern_changes_only_where_it_says(LedPattern pattern)
    {
        for (int trial = 0; trial < 200; trial++)
        {
            Instant now = SomeTime();
            Deadline next = LedPatterns.NextChange(pattern, now);
            bool lit = Lit(pattern, now);
            Assert.True(next.When > now);
            Instant until = next.IsNever ? now + TimeSpan.FromSeconds(5) : new Instant(next.When.Nanoseconds - 1);
            for (int i = 0; i < 20; i++) Assert.Equal(lit, Lit(pattern, Entropy.Between(now, until)));
            if (!next.IsNever) Assert.NotEqual(lit, Lit(pattern, next.When));
        }
    }

    [Theory]
    [MemberData(nameof(Moving))]
    public void No_two_moving_patterns_look_alike_over_two_seconds(LedPattern pattern)
    {
        foreach (LedPattern other in Enum.GetValues<LedPattern>().Where(p => p != pattern))
            Assert.Contains(Enumerable.Range(0, 2000), ms => Lit(pattern, Instant.Zero + Ms(ms)) != Lit(other, Instant.Zero + Ms(ms)));
    }

    [Fact]
    public void Without_packets_the_traffic_pattern_is_solid()
    {
        Assert.All(Enumerable.Range(0, 3000), ms => Assert.True(LedPatterns.IsLit(LedPattern.Traffic, Instant.Zero + Ms(ms), Never)));
        Instant packet = Instant.FromSeconds(10);
        Assert.All(Enumerable.Range(1951, 3000), ms => Assert.True(LedPatterns.IsLit(LedPattern.Traffic, packet + Ms(ms), packet)));
    }

    [Fact]
    public void One_packet_makes_one_blip_of_50_ms()
    {
        for (int offset = 0; offset < 1000; offset += 7)
        {
            Instant packet = Instant.FromSeconds(10) + Ms(offset);
            int dark = Enumerable.Range(0, 3000).Count(ms => !LedPatterns.IsLit(LedPattern.Traffic, packet + Ms(ms), packet));
            // A packet inside the blip's slot meets a blip that has begun.
            Assert.InRange(dark, offset > 950 ? 1 : 50, offset > 950 ? 99 : 50);
        }
    }

    [Theory]
    [InlineData(LedPattern.Blink1Hz, "blink-1hz")]
    [InlineData(LedPattern.Double, "double")]
    [InlineData(LedPattern.Updating, "updating")]
    public void A_pattern_has_the_word_of_the_contract(LedPattern pattern, string word) => Assert.Equal(word, pattern.Word());

    // Traffic that never stops, as seen from any instant.
    private static bool Lit(LedPattern pattern, Instant at) => LedPatterns.IsLit(pattern, at, at);

    private static Instant SomeTime() => Entropy.Between(Instant.FromSeconds(2), Instant.FromSeconds(100_000));

    private static TimeSpan Ms(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds);
}
