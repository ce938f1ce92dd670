using System.Device.Gpio;
using Culvert.Core;
using Culvert.Hal.Gpio;

namespace Culvert.Hal.Simulated.Gpio;

/// <summary>
/// Pins in memory behind System.Device.Gpio's controller: what is written can be looked at, and what hangs on an input can
/// be moved, also before anybody has opened it. Callbacks run on the thread that moves the line.
/// </summary>
public sealed class SimulatedGpioDriver(IMonotonicClock clock, TimeProvider time, int pinCount = 64) : GpioDriver
{
    private readonly Lock _gate = new();
    private readonly Dictionary<int, SimulatedPin> _open = [];
    private readonly Dictionary<int, bool> _outside = [];
    private readonly Dictionary<int, ITimer> _presses = [];

    protected override int PinCount => pinCount;

    /// <summary>The level of a line: as its user or the outside drives it, else as its resistor holds it, else low.</summary>
    public bool Level(int line)
    {
        lock (_gate) return LevelOf(line);
    }

    public bool IsOpen(int line)
    {
        lock (_gate) return _open.ContainsKey(line);
    }

    /// <summary>Something outside drives the line from now on.</summary>
    public void Drive(int line, bool level) => Drive(line, level, clock.Now);

    /// <param name="at">The time that the edge bears, for one that is read late or was scripted.</param>
    public void Drive(int line, bool level, Instant at) => Move(line, () => _outside[line] = level, at);

    /// <summary>Nothing outside drives the line any more: its resistor decides.</summary>
    public void Release(int line) => Move(line, () => _outside.Remove(line), clock.Now);

    /// <summary>Holds the line at a level for a time, then at the other one. A press under way ends with the next.</summary>
    public void Press(int line, bool active, TimeSpan duration)
    {
        EndPress(line);
        Instant begin = clock.Now;
        Drive(line, active, begin);
        // The edge bears the time that was asked for, not that of a timer which is a little early or late.
        ITimer release = time.CreateTimer(_ => Drive(line, !active, begin + duration), null, duration, Timeout.InfiniteTimeSpan);
        lock (_gate) _presses[line] = release;
    }

    protected override void OpenPin(int pinNumber)
    {
        if (pinNumber < 0 || pinNumber >= pinCount) throw new InvalidOperationException($"there is no line {pinNumber}");
        lock (_gate)
        {
            if (!_open.TryAdd(pinNumber, new SimulatedPin())) throw new InvalidOperationException($"line {pinNumber} is in use");
        }
    }

    protected override void ClosePin(int pinNumber)
    {
        lock (_gate) _open.Remove(pinNumber);
    }

    protected override void SetPinMode(int pinNumber, PinMode mode) => Move(pinNumber, () => Get(pinNumber).Mode = mode, clock.Now);

    // Level before direction, as the kernel's line request does: no glitch to the wrong level.
    protected override void SetPinMode(int pinNumber, PinMode mode, PinValue initialValue)
    {
        lock (_gate)
        {
            SimulatedPin pin = Get(pinNumber);
            pin.Output = initialValue;
            pin.Mode = mode;
        }
    }

    protected override PinMode GetPinMode(int pinNumber)
    {
        lock (_gate) return Get(pinNumber).Mode;
    }

    protected override bool IsPinModeSupported(int pinNumber, PinMode mode) =>
        mode is PinMode.Input or PinMode.InputPullUp or PinMode.InputPullDown or PinMode.Output;

    protected override PinValue Read(int pinNumber)
    {
        lock (_gate)
        {
            _ = Get(pinNumber);
            return LevelOf(pinNumber) ? PinValue.High : PinValue.Low;
        }
    }

    protected override void Write(int pinNumber, PinValue value)
    {
        lock (_gate)
        {
            SimulatedPin pin = Get(pinNumber);
            if (pin.Mode != PinMode.Output) throw new InvalidOperationException($"line {pinNumber} is not an output");
            pin.Output = value;
        }
    }

    protected override WaitForEventResult WaitForEvent(int pinNumber, PinEventTypes eventTypes, CancellationToken cancellationToken) =>
        throw new NotSupportedException("nobody waits for one line alone: register a callback");

    protected override void AddCallbackForPinValueChangedEvent(int pinNumber, PinEventTypes eventTypes, PinChangeEventHandler callback)
    {
        lock (_gate) Get(pinNumber).Watch(eventTypes, callback);
    }

    protected override void RemoveCallbackForPinValueChangedEvent(int pinNumber, PinChangeEventHandler callback)
    {
        lock (_gate)
        {
            if (_open.TryGetValue(pinNumber, out SimulatedPin? pin)) pin.Unwatch(callback);
        }
    }

    protected override void Dispose(bool disposing)
    {
        foreach (int line in disposing ? _presses.Keys.ToList() : []) EndPress(line);
        base.Dispose(disposing);
    }

    private void EndPress(int line)
    {
        lock (_gate)
        {
            if (_presses.Remove(line, out ITimer? release)) release.Dispose();
        }
    }

    private void Move(int line, Action change, Instant at)
    {
        SimulatedPin? pin;
        PinEventTypes edge;
        lock (_gate)
        {
            bool before = LevelOf(line);
            change();
            bool after = LevelOf(line);
            if (before == after || !_open.TryGetValue(line, out pin) || pin.Mode == PinMode.Output) return;
            edge = after ? PinEventTypes.Rising : PinEventTypes.Falling;
            if ((pin.Watched & edge) == 0) return;
        }

        // Outside of the lock: who is told may look at the line.
        pin.Tell(this, new EdgeEventArgs(edge, line, at));
    }

    private bool LevelOf(int line)
    {
        if (_open.TryGetValue(line, out SimulatedPin? pin) && pin.Mode == PinMode.Output) return pin.Output == PinValue.High;
        return _outside.TryGetValue(line, out bool level) ? level : pin?.Mode == PinMode.InputPullUp;
    }

    private SimulatedPin Get(int line) =>
        _open.TryGetValue(line, out SimulatedPin? pin) ? pin : throw new InvalidOperationException($"line {line} is not open");
}
