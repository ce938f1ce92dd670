using System.Device.Gpio;
using Culvert.Hal.Gpio;
using Culvert.Hal.Leds;
using Culvert.Hal.Simulated.Gpio;

namespace Culvert.Hal.Tests;

public sealed class SimulatedGpioTests : IDisposable
{
    private static readonly Pin Lamp = new("LED0", 3);

    private readonly SimulatedGpioDriver _driver = new(pinCount: 8);
    private readonly GpioDevice _device;

    public SimulatedGpioTests() => _device = new GpioDevice(new GpioController(_driver));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_port_starts_at_its_initial_state(bool initial)
    {
        using IDigitalOutputPort port = _device.CreateDigitalOutputPort(Lamp, initial);
        Assert.Equal(initial, port.InitialState);
        Assert.Equal(initial, port.State);
        Assert.Equal(initial, _driver.Level(3));
    }

    [Fact]
    public void A_port_drives_its_own_line_only()
    {
        using IDigitalOutputPort port = _device.CreateDigitalOutputPort(Lamp);
        using IDigitalOutputPort other = _device.CreateDigitalOutputPort(new Pin("LED1", 4));
        port.State = true;
        Assert.True(_driver.Level(3));
        Assert.False(_driver.Level(4));
        Assert.Same(Lamp, port.Pin);
    }

    [Fact]
    public void The_initial_state_does_not_follow_the_state()
    {
        using IDigitalOutputPort port = _device.CreateDigitalOutputPort(Lamp);
        port.State = true;
        Assert.False(port.InitialState);
    }

    [Fact]
    public void A_pin_in_use_is_refused_in_words_and_free_again_after_disposal()
    {
        IDigitalOutputPort port = _device.CreateDigitalOutputPort(Lamp);
        var refused = Assert.Throws<PinUnavailableException>(() => _device.CreateDigitalOutputPort(Lamp));
        Assert.Equal("pin LED0 (line 3) is in use", refused.Message);
        port.Dispose();
        port.Dispose();
        Assert.False(_driver.IsOpen(3));
        _device.CreateDigitalOutputPort(Lamp).Dispose();
    }

    [Theory]
    [InlineData(8)]
    [InlineData(-1)]
    public void A_line_that_is_not_there_is_refused_in_words(int line)
    {
        var refused = Assert.Throws<PinUnavailableException>(() => _device.CreateDigitalOutputPort(new Pin("LED9", line)));
        Assert.StartsWith($"pin LED9 (line {line}) cannot be driven", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_disposed_port_cannot_be_written()
    {
        IDigitalOutputPort port = _device.CreateDigitalOutputPort(Lamp);
        port.Dispose();
        Assert.Throws<ObjectDisposedException>(() => port.State = true);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_led_hides_its_polarity_and_ends_dark(bool activeLow)
    {
        var led = new Led("status", _device.CreateDigitalOutputPort(Lamp, initialState: activeLow), activeLow);
        Assert.False(led.IsOn);
        led.IsOn = true;
        Assert.Equal(!activeLow, _driver.Level(3));
        led.IsOn = false;
        Assert.Equal(activeLow, _driver.Level(3));
        led.Dispose();
        Assert.False(_driver.IsOpen(3));
    }

    public void Dispose() => _device.Dispose();
}
