using System.Device.Gpio;
using Culvert.Core;
using Culvert.Hal.Gpio;
using Culvert.Hal.Simulated;
using Culvert.Hal.Simulated.Gpio;
using Culvert.HalContract.Gpio;

namespace Culvert.Hal.Tests.Gpio;

public sealed class SimulatedGpioTests : IDisposable
{
    private static readonly Pin Key = new("KEY", 3);

    private readonly SimulatedClock _clock = new();
    private readonly SimulatedGpioDriver _driver;
    private readonly GpioDevice _device;

    public SimulatedGpioTests()
    {
        _driver = new SimulatedGpioDriver(_clock, _clock, pinCount: 8);
        _device = new GpioDevice(new GpioController(_driver), _clock, _clock);
    }

    public static TheoryData<string> Contract => [.. GpioContract.All.Select(check => check.Name)];

    [Theory]
    [MemberData(nameof(Contract))]
    public void The_simulated_driver_keeps_the_contract(string name)
    {
        using var rig = new SimulatedRig();
        GpioContract.All.Run(name, rig);
    }

    [Fact]
    public void A_port_drives_its_own_line_only()
    {
        using IDigitalOutputPort port = _device.CreateDigitalOutputPort(Key);
        using IDigitalOutputPort other = _device.CreateDigitalOutputPort(new Pin("OTHER", 4));
        port.State = true;
        Assert.True(_driver.Level(3));
        Assert.False(_driver.Level(4));
    }

    [Fact]
    public void A_refusal_names_pin_line_and_cause()
    {
        using IDigitalOutputPort port = _device.CreateDigitalOutputPort(Key);
        Assert.Equal("pin KEY (line 3) is in use", Assert.Throws<PinUnavailableException>(() => _device.CreateDigitalOutputPort(Key)).Message);
        var missing = Assert.Throws<PinUnavailableException>(() => _device.CreateDigitalInputPort(new Pin("FAR", 8)));
        Assert.Equal("pin FAR (line 8) cannot be read: there is no line 8", missing.Message);
    }

    [Fact]
    public void A_press_is_two_edges_as_far_apart_as_it_lasted()
    {
        using IDigitalInterruptPort port = ((IDigitalInterruptController)_device).CreateDigitalInterruptPort(Key, InterruptMode.EdgeBoth, ResistorMode.InternalPullUp);
        List<DigitalPortResult> heard = [];
        port.Changed += (_, change) => heard.Add(change);
        _driver.Press(3, active: false, TimeSpan.FromSeconds(12));
        _clock.Advance(TimeSpan.FromSeconds(11));
        Assert.False(port.State);
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.True(port.State);
        Assert.Equal([false, true], heard.Select(change => change.New.State));
        Assert.Equal(TimeSpan.FromSeconds(12), heard[1].Delta);
    }

    [Fact]
    public void A_second_press_takes_the_place_of_the_first()
    {
        _driver.Press(3, active: true, TimeSpan.FromSeconds(2));
        _clock.Advance(TimeSpan.FromSeconds(1));
        _driver.Press(3, active: true, TimeSpan.FromSeconds(5));
        _clock.Advance(TimeSpan.FromSeconds(4));
        Assert.True(_driver.Level(3));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.False(_driver.Level(3));
    }

    [Fact]
    public void A_line_is_held_down_before_anybody_opens_it()
    {
        _driver.Press(3, active: false, TimeSpan.FromSeconds(5));
        using IDigitalInputPort port = _device.CreateDigitalInputPort(Key, ResistorMode.InternalPullUp);
        Assert.False(port.State);
    }

    [Fact]
    public void A_scripted_edge_bears_the_time_that_the_script_says()
    {
        using IDigitalInterruptPort port = ((IDigitalInterruptController)_device).CreateDigitalInterruptPort(Key, InterruptMode.EdgeBoth);
        List<Instant> times = [];
        port.Changed += (_, change) => times.Add(change.New.Time);
        _driver.Drive(3, true, Instant.FromSeconds(7));
        _driver.Drive(3, true, Instant.FromSeconds(8));
        _driver.Drive(3, false, Instant.FromSeconds(9));
        Assert.Equal([Instant.FromSeconds(7), Instant.FromSeconds(9)], times);
    }

    [Fact]
    public void A_duration_below_zero_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => _device.CreateDigitalInterruptPort(Key, InterruptMode.EdgeBoth, ResistorMode.Disabled, TimeSpan.FromSeconds(-1), TimeSpan.Zero));
        Assert.False(_driver.IsOpen(3));
    }

    public void Dispose() => _device.Dispose();
}
