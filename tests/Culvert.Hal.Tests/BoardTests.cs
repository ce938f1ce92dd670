using System.Device.Gpio;
using Culvert.Hal.Boards;
using Culvert.Hal.Gpio;
using Culvert.Hal.Leds;
using Culvert.Hal.Simulated.Gpio;

namespace Culvert.Hal.Tests;

public sealed class BoardTests
{
    private const string Small =
        """
        { "name": "b", "gpio": { "driver": "simulated", "pins": { "A": 0, "B": 1 } },
          "leds": { "status": { "pin": "A", "role": "status", "activeLow": true }, "t": { "pin": "B", "role": "tunnel", "tunnel": 1 } } }
        """;

    [Fact]
    public void The_lab_is_built_in_with_a_status_led_and_two_tunnel_leds()
    {
        BoardResult result = BoardCatalog.Find(BoardCatalog.Default);
        Assert.Empty(result.Problems);
        Assert.Equal("lab", result.Board!.Name);
        Assert.Equal("status", result.Board.StatusLed!.Name);
        Assert.Equal(["tunnel1", "tunnel2"], result.Board.TunnelLeds.Select(led => led.Name));
    }

    [Fact]
    public void An_unknown_board_is_one_line_that_names_the_known_ones()
    {
        BoardResult result = BoardCatalog.Find("rpi9");
        Assert.Null(result.Board);
        Assert.Equal("unknown board, 'rpi9', use one of lab, or name a board.json", Assert.Single(result.Problems));
    }

    [Fact]
    public void Every_built_in_board_is_valid_and_called_as_its_folder()
    {
        Assert.NotEmpty(BoardCatalog.Names);
        Assert.All(BoardCatalog.Names, name => Assert.Equal(name, BoardCatalog.Find(name).Board?.Name));
    }

    [Fact]
    public void Polarity_comes_from_the_file()
    {
        BoardDescription board = BoardParser.Parse(Small, "b").Board!;
        Assert.True(board.StatusLed!.ActiveLow);
        Assert.False(board.TunnelLeds.Single().ActiveLow);
    }

    [Theory]
    [InlineData("\"pin\": \"B\"", "\"pni\": \"B\"", "b: unknown key 'leds.t.pni'; known here: pin, role, tunnel, activeLow")]
    [InlineData("\"pin\": \"B\", ", "", "b: 'leds.t.pin' is missing")]
    [InlineData("\"pin\": \"B\"", "\"pin\": \"C\"", "b: 'leds.t.pin': no pin 'C' in 'gpio.pins'")]
    [InlineData("\"pin\": \"B\"", "\"pin\": \"A\"", "b: LEDs status and t share pin A")]
    [InlineData("\"tunnel\", \"tunnel\": 1", "\"tunnel\"", "b: 'leds.t.tunnel' must say which tunnel, counted from 1")]
    [InlineData("\"tunnel\", \"tunnel\": 1", "\"status\"", "b: LEDs status and t stand for the same thing")]
    [InlineData("\"role\": \"tunnel\"", "\"role\": \"1\"", "b: 'leds.t.role': '1' is not one of: status, tunnel")]
    [InlineData("\"simulated\"", "\"abacus\"", "b: 'gpio.driver': 'abacus' is not one of: simulated")]
    [InlineData("\"driver\": \"simulated\", ", "", "b: 'gpio.driver' is missing; one of: simulated")]
    [InlineData("\"name\": \"b\", ", "", "b: 'name' is missing")]
    public void A_mistake_is_named_by_its_path(string right, string wrong, string problem)
    {
        BoardResult result = BoardParser.Parse(Small.Replace(right, wrong, StringComparison.Ordinal), "b");
        Assert.Null(result.Board);
        Assert.Equal(problem, Assert.Single(result.Problems));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{ \"leds\": 3 }")]
    [InlineData("{ \"name\": \"a\", \"name\": \"b\" }")]
    [InlineData("{ \"leds\": { \"a\": { \"activeLow\": \"perhaps\" } } }")]
    [InlineData("{ \"gpio\": { \"pins\": { \"A\": \"first\" } } }")]
    [InlineData("{ \"gpio\": { \"pins\": { \"A\": 99999999999 } } }")]
    public void Whatever_the_text_the_answer_is_a_sentence(string json)
    {
        BoardResult result = BoardParser.Parse(json, "board.json");
        Assert.Null(result.Board);
        Assert.All(result.Problems, problem => Assert.StartsWith("board.json: ", problem, StringComparison.Ordinal));
        Assert.NotEmpty(result.Problems);
    }

    [Fact]
    public void A_board_runs_with_the_leds_whose_pins_it_can_have()
    {
        using var device = new GpioDevice(new GpioController(new SimulatedGpioDriver(pinCount: 1)));
        using var leds = new BoardLeds(BoardParser.Parse(Small, "b").Board!, device);
        Assert.Equal("status", Assert.Single(leds.All).Name);
        Assert.StartsWith("LED t: pin B (line 1) cannot be driven", Assert.Single(leds.Problems), StringComparison.Ordinal);
        leds.Set("t", true);
        leds.Set("status", true);
        Assert.True(leds.All.Single().IsOn);
    }
}
