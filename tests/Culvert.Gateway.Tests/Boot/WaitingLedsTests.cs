using Culvert.Gateway.Boot;
using Culvert.Gateway.Logging;
using Culvert.Gateway.Tests.Logging;
using Culvert.Gateway.Tests.Packets;
using Culvert.Hal.Boards;

namespace Culvert.Gateway.Tests.Boot;

public sealed class WaitingLedsTests
{
    [Fact]
    public void Leds_that_throw_are_said_and_do_not_end_the_first_process()
    {
        using var text = new WholeText();
        using var log = new Log(text, LogLevel.Info, TimeProvider.System);
        var leds = new WaitingLeds(BoardCatalog.Find("lab").Board, static () => throw new InvalidOperationException("of a driver"), new TestClock(), log);
        leds.Start().Dispose();
        Assert.Contains("thread leds has failed: of a driver", text.Of(log), StringComparison.Ordinal);
    }
}
