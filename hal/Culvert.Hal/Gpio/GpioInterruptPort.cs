using System.Device.Gpio;
using Culvert.Core;

namespace Culvert.Hal.Gpio;

/// <summary>
/// An interrupt port on System.Device.Gpio. The driver's thread brings edges and a timer's thread the end of a glitch
/// duration; the lock keeps the two apart. Owns the input port under it.
/// </summary>
internal sealed class GpioInterruptPort : IDigitalInterruptPort
{
    private const PinEventTypes BothEdges = PinEventTypes.Rising | PinEventTypes.Falling;

    private readonly Lock _gate = new();
    private readonly GpioController _controller;
    private readonly GpioInputPort _input;
    private readonly int _line;
    private readonly IMonotonicClock _clock;
    private readonly ITimer _settled;
    private readonly EdgeFilter _filter;
    private bool _disposed;

    public GpioInterruptPort(
        GpioController controller, GpioInputPort input, int line, InterruptMode mode, (TimeSpan Debounce, TimeSpan Glitch) durations, IMonotonicClock clock, TimeProvider time)
    {
        (_controller, _input, _line, _clock, InterruptMode) = (controller, input, line, clock, mode);
        _filter = new EdgeFilter(mode, input.State) { Debounce = durations.Debounce, Glitch = durations.Glitch };
        _settled = time.CreateTimer(_ => Settle(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        if (mode != InterruptMode.None) controller.RegisterCallbackForPinValueChangedEvent(line, BothEdges, Take);
    }

    public event EventHandler<DigitalPortResult>? Changed;

    public IPin Pin => _input.Pin;

    public bool State => _input.State;

    public InterruptMode InterruptMode { get; }

    public ResistorMode Resistor
    {
        get => _input.Resistor;
        set => _input.Resistor = value;
    }

    public TimeSpan DebounceDuration
    {
        get
        {
            lock (_gate) return _filter.Debounce;
        }

        set
        {
            lock (_gate) _filter.Debounce = value;
        }
    }

    public TimeSpan GlitchDuration
    {
        get
        {
            lock (_gate) return _filter.Glitch;
        }

        set
        {
            lock (_gate) _filter.Glitch = value;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_disposed) return;
            _disposed = true;
        }

        // Outside of the lock: a driver may wait here for a callback that is under way.
        if (InterruptMode != InterruptMode.None) _controller.UnregisterCallbackForPinValueChangedEvent(_line, Take);
        _settled.Dispose();
        _input.Dispose();
    }

    private void Take(object sender, PinValueChangedEventArgs edge)
    {
        // libgpiod's driver does not hand on the kernel's time.
        Instant at = edge is EdgeEventArgs ours ? ours.At : _clock.Now;
        lock (_gate)
        {
            Tell(_filter.Take(new DigitalState(edge.ChangeType == PinEventTypes.Rising, at)));
        }
    }

    private void Settle()
    {
        lock (_gate)
        {
            Tell(_filter.Settle(_clock.Now));
        }
    }

    private void Tell(IEnumerable<DigitalPortResult> results)
    {
        if (_disposed) return;
        foreach (DigitalPortResult result in results) Changed?.Invoke(this, result);
        if (_filter.SettlesAt is not { } at) return;
        // Timers count whole milliseconds: rounded up, or it would find that the level has not quite lasted.
        double left = Math.Ceiling((at - _clock.Now).TotalMilliseconds);
        _settled.Change(TimeSpan.FromMilliseconds(Math.Max(left, 1)), Timeout.InfiniteTimeSpan);
    }
}
