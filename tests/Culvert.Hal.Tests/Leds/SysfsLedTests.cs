using Culvert.Hal.Leds;
using Culvert.Hal.Linux.Leds;
using Culvert.Hal.Tests.Nics;

namespace Culvert.Hal.Tests.Leds;

public sealed class SysfsLedTests : IDisposable
{
    private readonly SysfsTree _tree = new();

    [Fact]
    public void An_led_of_the_kernel_is_taken_from_its_trigger_switched_and_left_dark_with_its_trigger()
    {
        _tree.Led("box:green:status");
        ILed led = new LinuxKernelLeds(_tree.Root).Open("status", "box:green:status");
        Assert.Equal("status", led.Name);
        Assert.Equal("none", _tree.LedFile("box:green:status", "trigger")[..4]);
        Assert.Equal('0', Brightness()[0]);
        led.IsOn = true;
        Assert.Equal("255", Brightness()[..3]);
        led.IsOn = false;
        Assert.Equal('0', Brightness()[0]);
        led.IsOn = true;
        led.Dispose();
        Assert.Equal('0', Brightness()[0]);
        Assert.Equal("timer", _tree.LedFile("box:green:status", "trigger"));

        string Brightness() => _tree.LedFile("box:green:status", "brightness");
    }

    [Fact]
    public void A_missing_led_is_said_with_those_that_are_there()
    {
        var leds = new LinuxKernelLeds(_tree.Root);
        Assert.Equal($"there is no {_tree.Root}/class/leds/x, the kernel has no LEDs", Assert.Throws<IOException>(() => leds.Open("status", "x")).Message);
        _tree.Led("b").Led("a");
        Assert.Equal($"there is no {_tree.Root}/class/leds/x, the kernel's LEDs are a, b", Assert.Throws<IOException>(() => leds.Open("status", "x")).Message);
    }

    public void Dispose() => _tree.Dispose();
}
