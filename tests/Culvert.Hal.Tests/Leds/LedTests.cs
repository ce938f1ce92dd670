using System.Device.Gpio;
using Culvert.Hal.Boards;
using Culvert.Hal.Gpio;
using Culvert.Hal.Leds;
using Culvert.Hal.Simulated;
using Culvert.Hal.Simulated.Gpio;

namespace Culvert.Hal.Tests.Leds;

public sealed class LedTests : IDisposable
{
    private static readonly Pin Green = new("GREEN", 3);
    private static readonly Pin Red = new("RED", 4);

    private readonly SimulatedGpioDriver _driver;
    private readonly GpioDevice _device;

    public LedTests()
    {
        var clock = new SimulatedClock();
        _driver = new SimulatedGpioDriver(clock, clock, pinCount: 8);
        _device = new GpioDevice(new GpioController(_driver), clock, clock);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_led_hides_its_polarity_and_ends_dark(bool activeLow)
    {
        var led = new Led("status", _device.CreateDigitalOutputPort(Green, initialState: activeLow), activeLow);
        Assert.False(led.IsOn);
        led.IsOn = true;
        Assert.Equal(!activeLow, _driver.Level(3));
        led.IsOn = false;
        Assert.Equal(activeLow, _driver.Level(3));
        led.Dispose();
        Assert.False(_driver.IsOpen(3));
    }

    [Theory]
    [InlineData(false, LedColor.Green, true, false)]
    [InlineData(false, LedColor.Amber, true, true)]
    [InlineData(false, LedColor.Red, false, true)]
    [InlineData(true, LedColor.Green, false, true)]
    [InlineData(true, LedColor.Amber, false, false)]
    [InlineData(true, LedColor.Red, true, false)]
    public void Two_pins_make_three_colours(bool activeLow, LedColor color, bool green, bool red)
    {
        using var leds = new BoardLeds(Board(new LedSource.TwoPins(Green, Red), activeLow), _device, new NoKernelLeds());
        Assert.Empty(leds.Problems);
        Assert.Equal((activeLow, activeLow), (_driver.Level(3), _driver.Level(4)));
        Assert.Null(leds.Set("status", lit: true, color));
        Assert.Equal((green, red), (_driver.Level(3), _driver.Level(4)));
        leds.Set("status", lit: false, color);
        Assert.Equal((activeLow, activeLow), (_driver.Level(3), _driver.Level(4)));
    }

    [Fact]
    public void An_led_with_one_pin_missing_gives_the_other_back()
    {
        using IDigitalOutputPort taken = _device.CreateDigitalOutputPort(Red);
        using var leds = new BoardLeds(Board(new LedSource.TwoPins(Green, Red), activeLow: false), _device, new NoKernelLeds());
        Assert.Equal("LED status: pin RED (line 4) is in use", Assert.Single(leds.Problems));
        Assert.False(_driver.IsOpen(3));
    }

    [Fact]
    public void An_led_that_the_kernel_does_not_have_is_said()
    {
        using var leds = new BoardLeds(Board(new LedSource.OfKernel("box:green:status"), activeLow: false), _device, new NoKernelLeds());
        Assert.Equal("LED status: there is no kernel LED box:green:status", Assert.Single(leds.Problems));
    }

    [Fact]
    public void An_led_that_fails_is_said_once_and_left_alone()
    {
        var kernel = new BreakingLeds();
        using var leds = new BoardLeds(Board(new LedSource.OfKernel("x"), activeLow: false), _device, kernel);
        Assert.Null(leds.Set("status", lit: true));
        kernel.IsBroken = true;
        Assert.Equal("LED status: unplugged; it stays as it is", leds.Set("status", lit: false));
        Assert.Null(leds.Set("status", lit: true));
        Assert.Empty(leds.All);
    }

    [Fact]
    public void Without_gpio_every_led_says_why_and_nothing_else_happens()
    {
        using var leds = new BoardLeds(Board(new LedSource.OnePin(Green), activeLow: false), new MissingGpioDevice("no GPIO chip"), new NoKernelLeds());
        Assert.Equal("LED status: pin GREEN: no GPIO chip", Assert.Single(leds.Problems));
        Assert.Null(leds.Set("status", lit: true));
    }

    public void Dispose() => _device.Dispose();

    private static BoardDescription Board(LedSource source, bool activeLow) =>
        new("b") { Leds = [new LedDescription("status", source, LedRole.Status, 0, activeLow)] };

    private sealed class BreakingLeds : IKernelLeds, ILed
    {
        public bool IsBroken { get; set; }

        public string Name => "status";

        public LedColor Color { get; set; }

        public bool IsOn
        {
            get => false;
            set
            {
                if (IsBroken) throw new IOException("unplugged");
            }
        }

        public ILed Open(string name, string kernelName) => this;

        public void Dispose() => IsOn = false;
    }
}
