using System.Device.Gpio;
using Culvert.Hal.Gpio;
using Culvert.Hal.Simulated;
using Culvert.Hal.Simulated.Gpio;
using Culvert.HalContract.Gpio;

namespace Culvert.Hal.Tests.Gpio;

/// <summary>The contract's rig on the simulated driver: the outside is the test.</summary>
internal sealed class SimulatedRig : IGpioRig
{
    private const int InputLine = 1;
    private const int OutputLine = 2;

    private readonly SimulatedClock _clock = new();
    private readonly SimulatedGpioDriver _driver;

    public SimulatedRig()
    {
        _driver = new SimulatedGpioDriver(_clock, _clock, pinCount: 8);
        Device = new GpioDevice(new GpioController(_driver), _clock, _clock);
    }

    public IGpioDevice Device { get; }

    public IMonotonicClock Clock => _clock;

    public IPin Output { get; } = new Pin("OUT", OutputLine);

    public IPin Input { get; } = new Pin("IN", InputLine);

    public IPin Missing { get; } = new Pin("NONE", 8);

    public bool HasResistors => true;

    public void Drive(bool level) => _driver.Drive(InputLine, level);

    public void Undrive() => _driver.Release(InputLine);

    public bool? Look() => _driver.Level(OutputLine);

    public void Pass(TimeSpan time) => _clock.Advance(time);

    public void Dispose() => Device.Dispose();
}
