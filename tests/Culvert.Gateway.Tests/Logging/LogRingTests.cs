using Culvert.Console;
using Culvert.Gateway.Logging;

namespace Culvert.Gateway.Tests.Logging;

public sealed class LogRingTests
{
    [Fact]
    public void The_newest_lines_come_last_and_no_more_than_asked_for()
    {
        var ring = new LogRing();
        Assert.Empty(ring.Newest(5));
        for (int i = 0; i < 10; i++) ring.Add(Line($"{i}"));
        Assert.Equal(["7", "8", "9"], ring.Newest(3).Select(line => line.Text));
        Assert.Equal(10, ring.Newest(LogRing.MostLines).Count);
    }

    [Fact]
    public void A_flood_of_lines_pushes_out_the_oldest()
    {
        var ring = new LogRing();
        for (int i = 0; i < 3 * LogRing.MostLines; i++) ring.Add(Line($"{i}"));
        IReadOnlyList<LoggedLine> all = ring.Newest(int.MaxValue);
        Assert.Equal(LogRing.MostLines, all.Count);
        Assert.Equal($"{(3 * LogRing.MostLines) - 1}", all[^1].Text);
    }

    [Fact]
    public void Long_lines_are_bounded_by_their_size()
    {
        var ring = new LogRing();
        for (int i = 0; i < LogRing.MostLines; i++) ring.Add(Line(new string('x', 2000)));
        Assert.InRange(ring.Newest(int.MaxValue).Sum(line => line.Text.Length), LogRing.MostCharacters - 2000, LogRing.MostCharacters);
    }

    [Fact]
    public void The_log_keeps_what_it_writes_and_nothing_that_steers_a_terminal()
    {
        using var log = new Log(TextWriter.Null, LogLevel.Info, TimeProvider.System);
        log.Write(LogLevel.Debug, "ike", "", "quiet");
        log.Write(LogLevel.Warning, "ike", "Tunnel1", "a\e[2J\n\"b\"" + new string('x', 10_000));
        LoggedLine line = Assert.Single(log.Recent.Newest(10));
        Assert.Equal(("warning", "ike", "Tunnel1"), (line.Level, line.Area, line.Tunnel));
        Assert.StartsWith("a [2J \"b\"xxx", line.Text, StringComparison.Ordinal);
        Assert.Equal(2048, line.Text.Length);
    }

    private static LoggedLine Line(string text) => new(DateTimeOffset.UnixEpoch, "info", "test", "", text);
}
