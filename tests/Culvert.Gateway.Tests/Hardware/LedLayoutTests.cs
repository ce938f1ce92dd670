using Culvert.Control.Leds;
using Culvert.Gateway.Hardware;
using Culvert.Hal.Boards;

namespace Culvert.Gateway.Tests.Hardware;

public sealed class LedLayoutTests
{
    [Fact]
    public void An_LED_stands_for_the_tunnel_that_board_json_says()
    {
        const string json = """
            { "name": "b", "gpio": { "driver": "simulated", "pins": { "A": 1, "B": 2, "C": 3 } },
              "leds": { "one": { "pin": "wrong", "role": "tunnel", "tunnel": 1 },
                        "two": { "pin": "B", "role": "tunnel", "tunnel": 2 },
                        "three": { "pin": "C", "role": "tunnel", "tunnel": 3 } } }
            """;
        LedLayout layout = BoardHardware.LayoutOf(BoardParser.Parse(json, "b").Board);
        Assert.Null(layout.Status);
        Assert.Equal([null, "two", "three"], layout.Tunnels);
    }

    [Fact]
    public void A_board_without_LEDs_has_an_empty_layout() => Assert.Empty(BoardHardware.LayoutOf(new BoardDescription("b")).Tunnels);
}
