using Culvert.Core;
using Culvert.Hal.Gpio;

namespace Culvert.HalContract.Gpio;

/// <summary>What the ports of every GPIO device do. Times are generous: an emulated machine is slow and so is its outside.</summary>
public static class GpioContract
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(3);

    public static IReadOnlyList<ContractCheck<IGpioRig>> All { get; } =
    [
        new("an output starts at its initial state", OutputStarts),
        new("an output drives its pin, and keeps what it started with", OutputDrives),
        new("a pin in use is refused in words, and is free again after disposal", PinInUse),
        new("a line that is not there is refused in words", MissingLine),
        new("a disposed port cannot be used", Disposed),
        new("an input reads what the outside drives", InputReads),
        new("a resistor holds a pin that nobody drives", ResistorHolds),
        new("both edges are told, in their order, with the times at which they came", BothEdges),
        new("only the edges asked for are told", OnlyAskedFor),
        new("a port without interrupts can be read and tells nothing", NoInterrupts),
        new("after a change, changes within the debounce duration are not told", Debounces),
        new("a level counts when it has lasted the glitch duration, and bears the time at which it came", Glitches),
        new("a disposed port tells nothing", DisposedIsSilent),
    ];

    private static void OutputStarts(IGpioRig rig)
    {
        foreach (bool initial in (bool[])[true, false])
        {
            using IDigitalOutputPort port = rig.Device.CreateDigitalOutputPort(rig.Output, initial);
            Expect.Equal(initial, port.InitialState, "InitialState");
            Expect.Equal(initial, port.State, "State of a new port");
            Expect.True(rig.Look() is not { } level || level == initial, $"the pin is not {initial} outside");
        }
    }

    private static void OutputDrives(IGpioRig rig)
    {
        using IDigitalOutputPort port = rig.Device.CreateDigitalOutputPort(rig.Output);
        foreach (bool level in (bool[])[true, false, true, true])
        {
            port.State = level;
            Expect.Equal(level, port.State, "State as set");
            Expect.True(rig.Look() is not { } seen || seen == level, $"the pin is not {level} outside");
        }

        Expect.Equal(false, port.InitialState, "InitialState after State was set");
        Expect.Equal(rig.Output, port.Pin, "Pin");
    }

    private static void PinInUse(IGpioRig rig)
    {
        IDigitalOutputPort first = rig.Device.CreateDigitalOutputPort(rig.Output);
        string refused = Expect.Throws<PinUnavailableException>(() => rig.Device.CreateDigitalInputPort(rig.Output), "a second port on a pin").Message;
        Expect.True(refused.Contains(rig.Output.Name, StringComparison.Ordinal) && refused.Contains("in use", StringComparison.Ordinal), $"not in words: {refused}");
        first.Dispose();
        first.Dispose();
        IDigitalInputPort second = rig.Device.CreateDigitalInputPort(rig.Output);
        Expect.Throws<PinUnavailableException>(() => rig.Device.CreateDigitalOutputPort(rig.Output), "an output on an input's pin");
        second.Dispose();
        rig.Device.CreateDigitalInterruptPort(rig.Output, InterruptMode.EdgeBoth).Dispose();
        rig.Device.CreateDigitalOutputPort(rig.Output).Dispose();
    }

    private static void MissingLine(IGpioRig rig)
    {
        Refused(() => rig.Device.CreateDigitalOutputPort(rig.Missing));
        Refused(() => rig.Device.CreateDigitalInputPort(rig.Missing));
        Refused(() => rig.Device.CreateDigitalInterruptPort(rig.Missing, InterruptMode.EdgeBoth));

        void Refused(Action create)
        {
            string words = Expect.Throws<PinUnavailableException>(create, "a line that is not there").Message;
            Expect.True(words.Contains(rig.Missing.Name, StringComparison.Ordinal), $"not in words: {words}");
        }
    }

    private static void Disposed(IGpioRig rig)
    {
        IDigitalOutputPort output = rig.Device.CreateDigitalOutputPort(rig.Output);
        output.Dispose();
        Expect.Throws<ObjectDisposedException>(() => output.State = true, "writing a disposed output");
        IDigitalInputPort input = rig.Device.CreateDigitalInputPort(rig.Input);
        input.Dispose();
        Expect.Throws<ObjectDisposedException>(() => _ = input.State, "reading a disposed input");
    }

    private static void InputReads(IGpioRig rig)
    {
        rig.Drive(true);
        using IDigitalInputPort port = rig.Device.CreateDigitalInputPort(rig.Input);
        Expect.Equal(ResistorMode.Disabled, port.Resistor, "Resistor when none was asked for");
        foreach (bool level in (bool[])[true, false, true])
        {
            rig.Drive(level);
            rig.Pass(Moment);
            Expect.Equal(level, port.State, "State");
        }
    }

    private static void ResistorHolds(IGpioRig rig)
    {
        Expect.Able(rig.HasResistors, "the chip has no resistors, or nobody can let the pin float");
        rig.Undrive();
        using IDigitalInputPort port = rig.Device.CreateDigitalInputPort(rig.Input, ResistorMode.InternalPullUp);
        Expect.Equal(true, port.State, "State with the pull-up");
        port.Resistor = ResistorMode.InternalPullDown;
        Expect.Equal(ResistorMode.InternalPullDown, port.Resistor, "Resistor as set");
        Expect.Equal(false, port.State, "State with the pull-down");
    }

    private static void BothEdges(IGpioRig rig)
    {
        rig.Drive(false);
        using IDigitalInterruptPort port = rig.Device.CreateDigitalInterruptPort(rig.Input, InterruptMode.EdgeBoth);
        using var heard = new Heard(port);
        Instant before = rig.Clock.Now;
        rig.Drive(true);
        rig.Pass(Moment);
        Instant between = rig.Clock.Now;
        rig.Drive(false);
        rig.Pass(Moment);
        heard.Expect([true, false]);
        Expect.True(heard[0].Old is null && heard[0].Delta is null, "the first change has one before it");
        Expect.Equal(heard[0].New, heard[1].Old, "Old of the second change");
        Expect.Equal(heard[1].New.Time - heard[0].New.Time, heard[1].Delta, "Delta");
        Expect.True(heard[0].New.Time >= before && heard[0].New.Time <= between, $"the first edge bears {heard[0].New.Time}, not within {before} and {between}");
        Expect.True(heard[1].New.Time >= between && heard[1].New.Time <= rig.Clock.Now, $"the second edge bears {heard[1].New.Time}, not within {between} and {rig.Clock.Now}");
    }

    private static void OnlyAskedFor(IGpioRig rig)
    {
        foreach ((InterruptMode mode, bool told) in ((InterruptMode, bool)[])[(InterruptMode.EdgeRising, true), (InterruptMode.EdgeFalling, false)])
        {
            rig.Drive(false);
            using IDigitalInterruptPort port = rig.Device.CreateDigitalInterruptPort(rig.Input, mode);
            using var heard = new Heard(port);
            Expect.Equal(mode, port.InterruptMode, "InterruptMode");
            foreach (bool level in (bool[])[true, false, true, false])
            {
                rig.Drive(level);
                rig.Pass(Moment);
            }

            heard.Expect([told, told]);
        }
    }

    private static void NoInterrupts(IGpioRig rig)
    {
        rig.Drive(false);
        using IDigitalInterruptPort port = rig.Device.CreateDigitalInterruptPort(rig.Input, InterruptMode.None);
        using var heard = new Heard(port);
        rig.Drive(true);
        rig.Pass(Moment);
        Expect.Equal(true, port.State, "State");
        heard.Expect([]);
    }

    private static void Debounces(IGpioRig rig)
    {
        rig.Drive(false);
        using IDigitalInterruptPort port = rig.Device.CreateDigitalInterruptPort(rig.Input, InterruptMode.EdgeBoth, ResistorMode.Disabled, Long, TimeSpan.Zero);
        using var heard = new Heard(port);
        Expect.Equal(Long, port.DebounceDuration, "DebounceDuration");
        foreach (bool level in (bool[])[true, false, true])
        {
            rig.Drive(level);
            rig.Pass(Moment);
        }

        heard.Expect([true]);
        rig.Pass(Long);
        rig.Drive(false);
        rig.Pass(Moment);
        heard.Expect([true, false]);
    }

    private static void Glitches(IGpioRig rig)
    {
        rig.Drive(false);
        using IDigitalInterruptPort port = rig.Device.CreateDigitalInterruptPort(rig.Input, InterruptMode.EdgeBoth, ResistorMode.Disabled, TimeSpan.Zero, Long);
        using var heard = new Heard(port);
        Expect.Equal(Long, port.GlitchDuration, "GlitchDuration");
        rig.Drive(true);
        rig.Pass(Moment);
        rig.Drive(false);
        rig.Pass(Long * 2);
        heard.Expect([]);
        rig.Drive(true);
        rig.Pass(Moment);
        Instant came = rig.Clock.Now;
        rig.Pass(Long * 2);
        heard.Expect([true]);
        Expect.True(heard[0].New.Time <= came, $"the level bears {heard[0].New.Time}, after {came}: not when it came");
    }

    private static void DisposedIsSilent(IGpioRig rig)
    {
        rig.Drive(false);
        IDigitalInterruptPort port = rig.Device.CreateDigitalInterruptPort(rig.Input, InterruptMode.EdgeBoth);
        using var heard = new Heard(port);
        port.Dispose();
        port.Dispose();
        rig.Drive(true);
        rig.Pass(Moment);
        heard.Expect([]);
    }
}
