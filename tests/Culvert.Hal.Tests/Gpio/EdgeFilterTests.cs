using CsCheck;
using Culvert.Core;
using Culvert.Hal.Gpio;

namespace Culvert.Hal.Tests.Gpio;

public sealed class EdgeFilterTests
{
    private static readonly Gen<(int Gap, bool Level)[]> Edges = Gen.Select(Gen.Int[0, 40], Gen.Bool).Array[0, 60];

    [Fact]
    public void Nothing_is_told_within_the_debounce_duration_of_what_was_told() => Edges.Sample(edges =>
    {
        var filter = new EdgeFilter(InterruptMode.EdgeBoth, false) { Debounce = TimeSpan.FromMilliseconds(25) };
        Assert.All(Play(filter, edges), change => Assert.False(change.Delta < TimeSpan.FromMilliseconds(25)));
    });

    [Fact]
    public void With_a_glitch_duration_levels_alternate_and_every_one_told_has_lasted() => Edges.Sample(edges =>
    {
        var filter = new EdgeFilter(InterruptMode.EdgeBoth, false) { Glitch = TimeSpan.FromMilliseconds(25) };
        List<DigitalPortResult> told = Play(filter, edges);
        bool level = false;
        foreach (DigitalPortResult change in told)
        {
            Assert.NotEqual(level, change.New.State);
            level = change.New.State;
            Assert.DoesNotContain(Times(edges), edge => edge.Time > change.New.Time && edge.Time < change.New.Time + filter.Glitch && edge.State != change.New.State);
        }
    });

    [Fact]
    public void Reading_late_tells_the_same_as_reading_at_once() => Edges.Sample(edges =>
    {
        var prompt = new EdgeFilter(InterruptMode.EdgeBoth, false) { Glitch = TimeSpan.FromMilliseconds(15), Debounce = TimeSpan.FromMilliseconds(30) };
        var late = new EdgeFilter(InterruptMode.EdgeBoth, false) { Glitch = prompt.Glitch, Debounce = prompt.Debounce };
        Assert.Equal(Play(prompt, edges, settle: true), Play(late, edges));
    });

    private static List<DigitalPortResult> Play(EdgeFilter filter, (int Gap, bool Level)[] edges, bool settle = false)
    {
        List<DigitalPortResult> told = [];
        foreach (DigitalState edge in Times(edges))
        {
            if (settle && filter.SettlesAt is { } due && due <= edge.Time) told.AddRange(filter.Settle(due));
            told.AddRange(filter.Take(edge));
        }

        if (filter.SettlesAt is { } last) told.AddRange(filter.Settle(last));
        return told;
    }

    private static IEnumerable<DigitalState> Times((int Gap, bool Level)[] edges)
    {
        Instant now = Instant.FromSeconds(1);
        foreach ((int gap, bool level) in edges)
        {
            now += TimeSpan.FromMilliseconds(gap);
            yield return new DigitalState(level, now);
        }
    }
}
