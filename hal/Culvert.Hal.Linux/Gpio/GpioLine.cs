using System.Device.Gpio;
using System.Runtime.InteropServices;

namespace Culvert.Hal.Linux.Gpio;

/// <summary>A line that we have taken, or are about to: the kernel wants to know input or output when it is taken.</summary>
internal sealed unsafe class GpioLine(GpioChip chip, int number) : IDisposable
{
    // What a contact may chatter before anybody reads.
    private const int EventBuffer = 64;

    private FileDescriptor? _descriptor;

    public int Number { get; } = number;

    public PinMode Mode { get; private set; } = PinMode.Input;

    public PinChangeEventHandler? Callback { get; private set; }

    /// <summary>Readable when an edge waits; -1 while no edge is asked for.</summary>
    public int EventDescriptor => Callback is null ? -1 : _descriptor?.Number ?? -1;

    public void Configure(PinMode mode, PinValue? initial)
    {
        Mode = mode;
        Apply(initial);
    }

    public void Watch(PinChangeEventHandler callback)
    {
        bool first = Callback is null;
        Callback += callback;
        if (first) Apply(null);
    }

    public void Unwatch(PinChangeEventHandler callback)
    {
        if (Callback is null) return;
        Callback -= callback;
        if (Callback is null) Apply(null);
    }

    public bool Read()
    {
        var values = new Libc.GpioLineValues { Mask = 1 };
        if (Libc.IoControl(Taken(), Libc.GpioGetValues, &values) < 0) throw Errno.Last($"read line {Number} of {chip.Name}");
        return (values.Bits & 1) != 0;
    }

    public void Write(bool level)
    {
        var values = new Libc.GpioLineValues { Mask = 1, Bits = level ? 1UL : 0 };
        if (Libc.IoControl(Taken(), Libc.GpioSetValues, &values) < 0) throw Errno.Last($"drive line {Number} of {chip.Name}");
    }

    /// <summary>Reads what waits. To be called when <see cref="EventDescriptor"/> is readable: it would wait otherwise.</summary>
    /// <returns>How many edges; -1: none after all; 0: the line can be read no more.</returns>
    public int ReadEdges(Span<Libc.GpioLineEvent> edges)
    {
        nint read;
        fixed (Libc.GpioLineEvent* start = edges) read = Libc.Read(Taken(), start, (nuint)(edges.Length * sizeof(Libc.GpioLineEvent)));
        if (read < 0 && Marshal.GetLastPInvokeError() is Libc.Eintr or Libc.Eagain) return -1;
        return (int)Math.Max(read, 0) / sizeof(Libc.GpioLineEvent);
    }

    /// <summary>Asks for no more edges, without a word to the kernel.</summary>
    public void GiveUp() => Callback = null;

    public void Dispose() => _descriptor?.Dispose();

    private int Taken() => _descriptor?.Number ?? throw new InvalidOperationException($"line {Number} is neither input nor output yet");

    private void Apply(PinValue? initial)
    {
        var config = new Libc.GpioLineConfig { Flags = Flags() };
        if (Mode == PinMode.Output)
        {
            config.AttributeCount = 1;
            config.AttributeId = Libc.GpioAttributeOutputValues;
            config.AttributeMask = 1;
            config.AttributeValue = initial == PinValue.High ? 1UL : 0;
        }

        if (_descriptor is null) _descriptor = chip.Request(Number, config, EventBuffer);
        else if (Libc.IoControl(_descriptor.Number, Libc.GpioSetConfig, &config) < 0) throw Errno.Last($"set up line {Number} of {chip.Name}");
    }

    private ulong Flags()
    {
        ulong edges = Callback is null ? 0 : Libc.GpioEdgeRising | Libc.GpioEdgeFalling;
        return Mode switch
        {
            PinMode.Output => Libc.GpioOutput,
            PinMode.InputPullUp => Libc.GpioInput | Libc.GpioPullUp | edges,
            PinMode.InputPullDown => Libc.GpioInput | Libc.GpioPullDown | edges,
            _ => Libc.GpioInput | Libc.GpioNoBias | edges,
        };
    }
}
