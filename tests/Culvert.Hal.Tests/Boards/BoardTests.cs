using Culvert.Hal.Boards;
using Culvert.Hal.Gpio;
using Culvert.Hal.Nics;

namespace Culvert.Hal.Tests.Boards;

public sealed class BoardTests
{
    private const string Full =
        """
        { "name": "b", "description": "all there is",
          "gpio": { "driver": "chardev", "chip": "pinctrl-bcm2711", "pins": { "A": 0, "B": 1, "C": 2, "K": 3 } },
          "leds": { "status": { "pins": { "green": "A", "red": "C" }, "role": "status", "activeLow": true },
                    "t": { "pin": "B", "role": "tunnel", "tunnel": 1 },
                    "u": { "sysfs": "box:green:u", "role": "tunnel", "tunnel": 2 } },
          "buttons": { "reset": { "pin": "K", "role": "reset", "activeLow": true, "resistor": "externalPullUp" } },
          "nics": { "wan": { "driver": "bcmgenet" }, "lan": { "path": "usb*", "mac": "dc:a6:32" } },
          "serial": { "device": "/dev/ttyS1", "baud": 57600 },
          "watchdog": { "device": "/dev/watchdog0", "timeout": "15s" } }
        """;

    [Fact]
    public void Everything_that_a_board_can_have_is_read()
    {
        BoardResult result = BoardParser.Parse(Full, "b");
        Assert.Empty(result.Problems);
        BoardDescription board = result.Board;
        Assert.Equal(("b", "all there is"), (board.Name, board.Description));
        Assert.Equal((GpioDriverKind.Chardev, "pinctrl-bcm2711"), (board.Gpio.Driver, board.Gpio.Chip));
        Assert.Equal(new Pin("K", 3), board.FindPin("K"));
        Assert.Null(board.FindPin("L"));
        Assert.Equal(
            [
                new LedDescription("status", new LedSource.TwoPins(new Pin("A", 0), new Pin("C", 2)), LedRole.Status, 0, true),
                new LedDescription("t", new LedSource.OnePin(new Pin("B", 1)), LedRole.Tunnel, 1, false),
                new LedDescription("u", new LedSource.OfKernel("box:green:u"), LedRole.Tunnel, 2, false),
            ],
            board.Leds);
        Assert.Equal(new ButtonDescription("reset", new Pin("K", 3), ButtonRole.Reset, true, ResistorMode.ExternalPullUp), Assert.Single(board.Buttons));
        Assert.Equal(new NicMatch(null, "bcmgenet", null), board.Nics[NicRole.Wan]);
        Assert.Equal(new NicMatch("usb*", null, "dc:a6:32"), board.Nics[NicRole.Lan]);
        Assert.Equal(new SerialDescription("/dev/ttyS1", 57600), board.Serial);
        Assert.Equal(new WatchdogDescription("/dev/watchdog0", TimeSpan.FromSeconds(15)), board.Watchdog);
    }

    [Fact]
    public void The_lab_is_built_in_with_a_status_led_two_tunnel_leds_and_a_button()
    {
        BoardResult result = BoardCatalog.Find(BoardCatalog.Default);
        Assert.Empty(result.Problems);
        Assert.Equal("lab", result.Board.Name);
        Assert.Equal("status", result.Board.StatusLed!.Name);
        Assert.Equal(["tunnel1", "tunnel2"], result.Board.TunnelLeds.Select(led => led.Name));
        Assert.Equal(ButtonRole.Reset, Assert.Single(result.Board.Buttons).Role);
    }

    [Fact]
    public void An_unknown_board_is_one_line_that_names_the_known_ones_and_a_board_without_parts()
    {
        BoardResult result = BoardCatalog.Find("rpi9");
        Assert.Empty(result.Board.Leds);
        Assert.Equal($"unknown board, 'rpi9', use one of {string.Join(", ", BoardCatalog.Names)}, or name a board.json", Assert.Single(result.Problems));
        Assert.Contains("lab", BoardCatalog.Names);
    }

    [Fact]
    public void Every_built_in_board_is_without_a_problem_and_called_as_its_folder() => Assert.All(BoardCatalog.Names, name =>
    {
        BoardResult result = BoardCatalog.Find(name);
        Assert.Empty(result.Problems);
        Assert.Equal(name, result.Board.Name);
        Assert.NotEmpty(result.Board.Description);
        Assert.NotNull(result.Board.StatusLed);
        Assert.Single(result.Board.Buttons, button => button.Role == ButtonRole.Reset);
    });

    [Theory]
    [InlineData("\"pin\": \"B\"", "\"pni\": \"B\"", "status, u", "b: unknown key 'leds.t.pni'; known here: pin, pins, sysfs, role, tunnel, activeLow", "b: 'leds.t' needs one of: pin, pins, sysfs")]
    [InlineData("\"pin\": \"B\"", "\"pin\": \"D\"", "status, u", "b: 'leds.t.pin': no pin 'D' in 'gpio.pins'")]
    [InlineData("\"pin\": \"B\"", "\"pin\": \"A\"", "status, u", "b: LED t cannot have pin A: LED status has it")]
    [InlineData("\"pin\": \"B\"", "\"pin\": \"B\", \"sysfs\": \"x\"", "status, u", "b: 'leds.t' needs one of: pin, pins, sysfs")]
    [InlineData("\"red\": \"C\"", "\"red\": \"A\"", "t, u", "b: 'leds.status.pins': green and red are the same pin")]
    [InlineData(", \"red\": \"C\"", "", "t, u", "b: 'leds.status.pins.red' is missing")]
    [InlineData("box:green:u", "../../x", "status, t", "b: 'leds.u.sysfs': '../../x' is not a name in /sys/class/leds")]
    [InlineData(", \"tunnel\": 1", "", "status, u", "b: 'leds.t.tunnel' is missing: which tunnel, counted from 1")]
    [InlineData(", \"tunnel\": 1", ", \"tunnel\": 0", "status, u", "b: 'leds.t.tunnel': '0' is not which tunnel, counted from 1")]
    [InlineData("\"tunnel\": 2", "\"tunnel\": 1", "status, t", "b: 'leds.u.tunnel': LED t has 1 already")]
    [InlineData("\"tunnel\": 2", "\"tunnel\": 3", "status, t", "b: 'leds.u.tunnel': 3, but no LED has 2; count from 1 and leave none out")]
    [InlineData("\"tunnel\": 1", "\"tunnel\": 3", "status", "b: 'leds.t.tunnel': 3, but no LED has 1; count from 1 and leave none out", "b: 'leds.u.tunnel': 2, but no LED has 1; count from 1 and leave none out")]
    [InlineData("\"role\": \"tunnel\", \"tunnel\": 2", "\"role\": \"status\"", "status, t", "b: 'leds.u.role': LED status is the status LED already")]
    [InlineData("\"sysfs\": \"box:green:u\"", "\"sysfs\": \"box:green:u\", \"activeLow\": true", "status, t, u", "b: 'leds.u.activeLow': the kernel's driver knows which way a sysfs LED is lit; leave it out")]
    [InlineData("\"K\": 3", "\"K\": 2", "status, t, u", "b: 'gpio.pins.K': line 2 is pin C already")]
    [InlineData("\"role\": \"tunnel\", \"tunnel\": 1", "\"role\": \"1\"", "status, u", "b: 'leds.t.role': '1' is not one of: status, tunnel")]
    [InlineData("\"chardev\"", "\"abacus\"", "", "b: 'gpio.driver': 'abacus' is not one of: simulated, chardev, libgpiod")]
    [InlineData("\"driver\": \"chardev\", ", "", "", "b: 'gpio.driver' is missing; one of: simulated, chardev, libgpiod")]
    [InlineData("\"B\": 1", "\"B\": \"first\"", "status, u", "b: 'gpio.pins.B': 'first' is not a line number")]
    [InlineData("\"B\": 1", "\"B\": -1", "status, u", "b: 'gpio.pins.B': '-1' is not a line number")]
    [InlineData("\"name\": \"b\", ", "", "status, t, u", "b: 'name' is missing")]
    [InlineData("\"description\": \"all there is\"", "\"description\": { \"en\": \"x\" }", "status, t, u", "b: 'description' is one value, not several")]
    [InlineData("\"resistor\": \"externalPullUp\"", "\"resistor\": \"10k\"", "status, t, u", "b: 'buttons.reset.resistor': '10k' is not one of: disabled, internalPullDown, internalPullUp, externalPullDown, externalPullUp")]
    [InlineData("\"pin\": \"K\"", "\"pin\": \"B\"", "status, t, u", "b: button reset cannot have pin B: LED t has it")]
    [InlineData("\"pin\": \"K\", ", "", "status, t, u", "b: 'buttons.reset.pin' is missing")]
    [InlineData("\"role\": \"reset\", \"activeLow\": true", "\"role\": \"reset\", \"activeLow\": \"perhaps\"", "status, t, u", "b: 'buttons.reset.activeLow': 'perhaps' is neither true nor false")]
    [InlineData("{ \"driver\": \"bcmgenet\" }", "{ }", "status, t, u", "b: 'nics.wan' needs at least one of: path, driver, mac")]
    [InlineData("\"wan\":", "\"dmz\":", "status, t, u", "b: unknown key 'nics.dmz'; known here: wan, lan")]
    [InlineData("57600", "\"fast\"", "status, t, u", "b: 'serial.baud': 'fast' is not a number of bits per second")]
    [InlineData("\"/dev/ttyS1\"", "\"COM1\"", "status, t, u", "b: 'serial.device': 'COM1' is not below /dev")]
    [InlineData("\"15s\"", "\"soon\"", "status, t, u", "b: 'watchdog.timeout': 'soon' is not a number of seconds such as 15s")]
    [InlineData("\"device\": \"/dev/watchdog0\", ", "", "status, t, u", "b: 'watchdog.device' is missing")]
    public void A_mistake_is_named_by_its_path_and_costs_only_that_part(string right, string wrong, string leds, params string[] problems)
    {
        BoardResult result = BoardParser.Parse(Full.Replace(right, wrong, StringComparison.Ordinal), "b");
        Assert.Equal(problems, result.Problems);
        Assert.Equal(leds, string.Join(", ", result.Board.Leds.Select(led => led.Name)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{ \"leds\": 3 }")]
    [InlineData("{ \"leds\": { \"a\": 3 } }")]
    [InlineData("{ \"leds\": [ { \"pin\": \"A\" } ] }")]
    [InlineData("{ \"gpio\": \"simulated\" }")]
    [InlineData("{ \"name\": \"a\", \"name\": \"b\" }")]
    [InlineData("{ \"leds\": { \"a\": { \"activeLow\": \"perhaps\" } } }")]
    [InlineData("{ \"gpio\": { \"pins\": { \"A\": 99999999999 } } }")]
    [InlineData("{ \"serial\": null, \"watchdog\": [] }")]
    public void Whatever_the_text_the_answer_is_a_board_and_sentences(string json)
    {
        BoardResult result = BoardParser.Parse(json, "board.json");
        Assert.Empty(result.Board.Leds);
        Assert.All(result.Problems, problem => Assert.StartsWith("board.json: ", problem, StringComparison.Ordinal));
        Assert.NotEmpty(result.Problems);
    }

    [Fact]
    public void A_cut_off_file_is_never_more_than_a_problem() => Assert.All(Enumerable.Range(0, Full.Length - 1), length =>
    {
        BoardResult result = BoardParser.Parse(Full[..length], "b");
        Assert.NotEmpty(result.Problems);
    });
}
