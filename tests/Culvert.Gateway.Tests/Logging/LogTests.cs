using Culvert.Gateway.Logging;

namespace Culvert.Gateway.Tests.Logging;

public sealed class LogTests
{
    private static readonly DateTimeOffset Time = new(2026, 11, 22, 19, 5, 0, 250, TimeSpan.Zero);

    [Fact]
    public void A_line_is_pairs_that_a_program_can_split() =>
        Assert.Equal(
            "time=2026-11-22T19:05:00.250Z level=info area=ike tunnel=\"Tunnel1\" text=\"up\"",
            LogLine.Format(Time, LogLevel.Info, "ike", "Tunnel1", "up"));

    [Fact]
    public void A_peers_words_can_neither_end_the_line_nor_forge_a_pair()
    {
        string line = LogLine.Format(Time, LogLevel.Info, "ike", "", "id \"x\" level=error\n\u001b[2J\\");
        Assert.DoesNotContain('\n', line);
        Assert.DoesNotContain('\u001b', line);
        Assert.EndsWith("text=\"id \\\"x\\\" level=error  [2J\\\\\"", line, StringComparison.Ordinal);
    }

    [Fact]
    public void An_endless_text_is_cut() => Assert.True(LogLine.Format(Time, LogLevel.Info, "a", "", new string('x', 1_000_000)).Length < 4096);

    [Fact]
    public void Lines_below_the_level_are_not_written()
    {
        using var output = new WholeText();
        using var log = new Log(output, LogLevel.Warning, TimeProvider.System);
        log.Info("config", "quiet");
        log.Warning("config", "loud");
        string written = output.Of(log);
        Assert.DoesNotContain("quiet", written, StringComparison.Ordinal);
        Assert.Contains("loud", written, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reader_that_stands_still_costs_lines_not_the_gateway()
    {
        using var stuck = new StuckWriter();
        var log = new Log(stuck, LogLevel.Info, TimeProvider.System);
        for (int i = 0; i < 10_000; i++) log.Info("config", "line");
        Assert.True(log.Dropped > 0);
        log.Dispose();
    }

    private sealed class StuckWriter : StringWriter
    {
        private readonly ManualResetEventSlim _never = new();

        public override void WriteLine(string? value) => _never.Wait();

        protected override void Dispose(bool disposing)
        {
            _never.Set();
            base.Dispose(disposing);
        }
    }
}
