using System.Device.Gpio;
using Culvert.Hal.Gpio;

namespace Culvert.Hal.Linux.Gpio;

/// <summary>
/// System.Device.Gpio's driver interface on the kernel's GPIO character device, without a native library. Callbacks get
/// <see cref="EdgeEventArgs"/> with the kernel's time of the edge, on a thread that exists only when an edge is asked for.
/// </summary>
public sealed class ChardevGpioDriver : GpioDriver
{
    private const int EdgesPerRead = 16;

    private readonly Lock _gate = new();
    private readonly Dictionary<int, GpioLine> _lines = [];
    private readonly GpioChip _chip;
    private readonly EdgeThread<GpioLine> _edges;
    private bool _disposed;

    /// <param name="chip">Label or name of the chip; null: the only one.</param>
    /// <exception cref="IOException">There is no such chip; the message is a sentence that says which there are.</exception>
    public ChardevGpioDriver(string? chip)
    {
        _chip = GpioChip.Open(chip);
        _edges = new EdgeThread<GpioLine>(CollectWatched, Tell);
    }

    /// <summary>The thread that brings edges.</summary>
    public IDriverThread Thread => _edges;

    protected override int PinCount => _chip.LineCount;

    protected override void OpenPin(int pinNumber)
    {
        if (pinNumber < 0 || pinNumber >= _chip.LineCount)
            throw new InvalidOperationException($"there is no line {pinNumber}, {_chip.Label} has {_chip.LineCount}");
        // Taken later, with its direction; but whoever has it is better named now.
        if (_chip.UserOf(pinNumber) is { } user) throw new InvalidOperationException($"line {pinNumber} of {_chip.Label} is in use by {user}");
        lock (_gate)
        {
            if (!_lines.TryAdd(pinNumber, new GpioLine(_chip, pinNumber))) throw new InvalidOperationException($"line {pinNumber} is in use");
        }
    }

    protected override void ClosePin(int pinNumber)
    {
        GpioLine? line;
        lock (_gate) _lines.Remove(pinNumber, out line);
        // Free for others when this returns.
        _edges.Settle();
        line?.Dispose();
    }

    protected override void SetPinMode(int pinNumber, PinMode mode)
    {
        lock (_gate) Get(pinNumber).Configure(mode, initial: null);
    }

    protected override void SetPinMode(int pinNumber, PinMode mode, PinValue initialValue)
    {
        lock (_gate) Get(pinNumber).Configure(mode, initialValue);
    }

    protected override PinMode GetPinMode(int pinNumber)
    {
        lock (_gate) return Get(pinNumber).Mode;
    }

    protected override bool IsPinModeSupported(int pinNumber, PinMode mode) =>
        mode is PinMode.Input or PinMode.InputPullUp or PinMode.InputPullDown or PinMode.Output;

    protected override PinValue Read(int pinNumber)
    {
        lock (_gate) return Get(pinNumber).Read() ? PinValue.High : PinValue.Low;
    }

    protected override void Write(int pinNumber, PinValue value)
    {
        lock (_gate) Get(pinNumber).Write(value == PinValue.High);
    }

    protected override WaitForEventResult WaitForEvent(int pinNumber, PinEventTypes eventTypes, CancellationToken cancellationToken) =>
        throw new NotSupportedException("nobody waits for one line alone: register a callback");

    /// <summary>Both edges are told, whichever was asked for: who asked can tell them apart.</summary>
    protected override void AddCallbackForPinValueChangedEvent(int pinNumber, PinEventTypes eventTypes, PinChangeEventHandler callback)
    {
        lock (_gate)
        {
            Get(pinNumber).Watch(callback);
        }

        _edges.Start();
        _edges.Wake();
    }

    protected override void RemoveCallbackForPinValueChangedEvent(int pinNumber, PinChangeEventHandler callback)
    {
        lock (_gate)
        {
            if (_lines.TryGetValue(pinNumber, out GpioLine? line)) line.Unwatch(callback);
        }

        _edges.Wake();
    }

    protected override void Dispose(bool disposing)
    {
        // The base class has a finalizer, which also runs for what a constructor that threw has left: nothing here is its to free.
        if (!disposing || _disposed) return;
        _disposed = true;
        _edges.Dispose();
        foreach (GpioLine line in _lines.Values) line.Dispose();
        _lines.Clear();
        _chip.Dispose();
        base.Dispose(disposing);
    }

    private GpioLine Get(int line) => _lines.TryGetValue(line, out GpioLine? found) ? found : throw new InvalidOperationException($"line {line} is not open");

    private void CollectWatched(List<(int Descriptor, GpioLine Line)> watched)
    {
        lock (_gate) watched.AddRange(_lines.Values.Where(line => line.EventDescriptor >= 0).Select(line => (line.EventDescriptor, line)));
    }

    private void Tell(GpioLine line)
    {
        Span<Libc.GpioLineEvent> edges = stackalloc Libc.GpioLineEvent[EdgesPerRead];
        int count;
        PinChangeEventHandler? callback;
        lock (_gate)
        {
            // Closed since the wait began, its descriptor may be another file's by now.
            if (!_lines.TryGetValue(line.Number, out GpioLine? now) || now != line || line.EventDescriptor < 0) return;
            count = line.ReadEdges(edges);
            callback = line.Callback;
            // A chip that was unplugged would wake us for ever.
            if (count == 0) line.GiveUp();
        }

        for (int i = 0; i < count; i++)
        {
            PinEventTypes kind = edges[i].Id == Libc.GpioEventRising ? PinEventTypes.Rising : PinEventTypes.Falling;
            callback?.Invoke(this, new EdgeEventArgs(kind, line.Number, LinuxClock.FromMonotonic((long)edges[i].Nanoseconds)));
        }
    }
}
