using Culvert.Core;
using Culvert.Gateway.Logging;
using Culvert.Gateway.Supervision;
using Culvert.Gateway.Tests.Logging;
using Culvert.Hal.Watchdog;

namespace Culvert.Gateway.Tests.Supervision;

public sealed class WatchdogFeederTests
{
    [Fact]
    public void A_watchdog_that_fails_is_tried_every_second_and_said_once_as_is_its_recovery()
    {
        using var text = new WholeText();
        var watchdog = new MoodyWatchdog();
        using var log = new Log(text, LogLevel.Info, TimeProvider.System);
        var feeder = new WatchdogFeeder(watchdog, log);
        for (int second = 1; second <= 9; second++)
        {
            watchdog.IsBroken = second is >= 3 and <= 6;
            feeder.HandleTimeout(Instant.FromSeconds(second), mayFeed: true);
            Assert.Equal(Instant.FromSeconds(second + 1), feeder.NextDeadline.When);
        }

        Assert.Equal(9, watchdog.Tries);
        string[] lines = text.Of(log).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.Contains("cannot be fed, it is tried every second: no such device", lines[0], StringComparison.Ordinal);
        Assert.Contains("can be fed again", lines[1], StringComparison.Ordinal);
    }

    private sealed class MoodyWatchdog : IWatchdog
    {
        public bool IsBroken { get; set; }

        public int Tries { get; private set; }

        public string Identity => "moody";

        public TimeSpan Timeout => TimeSpan.FromSeconds(15);

        public void Feed()
        {
            Tries++;
            if (IsBroken) throw new IOException("no such device");
        }

        public void Stop()
        {
        }

        public void Dispose()
        {
        }
    }
}
