using Culvert.Core;
using Culvert.Hal;
using Culvert.Hal.Boards;
using Culvert.Hal.Gpio;
using Culvert.Hal.Linux;
using Culvert.Hal.Linux.Gpio;
using Culvert.HalContract.Gpio;

namespace Culvert.Guest;

/// <summary>The contract's rig on a chip of the kernel.</summary>
internal sealed class GuestGpioRig : IGpioRig
{
    private const int InputLine = 2, OutputLine = 4, Lines = 8;

    private readonly LinuxClock _clock = new();

    public GuestGpioRig() => Device = LinuxGpio.Open(new GpioDescription(GpioDriverKind.Chardev, null, []), _clock);

    public IGpioDevice Device { get; }

    public IMonotonicClock Clock => _clock;

    public IPin Output { get; } = new Pin("OUT", OutputLine);

    public IPin Input { get; } = new Pin("IN", InputLine);

    public IPin Missing { get; } = new Pin("NONE", Lines);

    public bool HasResistors => false;

    public void Drive(bool level) => Outside.Ask(level ? "raise" : "lower");

    public void Undrive() => throw new NotSupportedException();

    public bool? Look() => Outside.Ask("look") == "1";

    public void Pass(TimeSpan time) => Thread.Sleep(time);

    public void Dispose() => Device.Dispose();
}
