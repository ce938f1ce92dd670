using System.Device.Gpio;

namespace Culvert.Hal.Simulated.Gpio;

/// <summary>Pins in memory behind System.Device.Gpio's controller: what is written can be looked at.</summary>
public sealed class SimulatedGpioDriver(int pinCount = 64) : GpioDriver
{
    private readonly Dictionary<int, SimulatedPin> _open = [];

    protected override int PinCount => pinCount;

    /// <summary>The level of a line: low while nobody drives it.</summary>
    public bool Level(int line) => _open.TryGetValue(line, out SimulatedPin? pin) && pin.Value == PinValue.High;

    public bool IsOpen(int line) => _open.ContainsKey(line);

    protected override void OpenPin(int pinNumber)
    {
        if (pinNumber < 0 || pinNumber >= pinCount) throw new InvalidOperationException($"there is no line {pinNumber}");
        if (!_open.TryAdd(pinNumber, new SimulatedPin())) throw new InvalidOperationException($"line {pinNumber} is in use");
    }

    protected override void ClosePin(int pinNumber) => _open.Remove(pinNumber);

    protected override void SetPinMode(int pinNumber, PinMode mode) => Get(pinNumber).Mode = mode;

    // Level before direction, as the kernel's line request does: no glitch to the wrong level.
    protected override void SetPinMode(int pinNumber, PinMode mode, PinValue initialValue)
    {
        SimulatedPin pin = Get(pinNumber);
        pin.Value = initialValue;
        pin.Mode = mode;
    }

    protected override PinMode GetPinMode(int pinNumber) => Get(pinNumber).Mode;

    protected override bool IsPinModeSupported(int pinNumber, PinMode mode) => mode is PinMode.Input or PinMode.Output;

    protected override PinValue Read(int pinNumber) => Get(pinNumber).Value;

    protected override void Write(int pinNumber, PinValue value)
    {
        SimulatedPin pin = Get(pinNumber);
        if (pin.Mode != PinMode.Output) throw new InvalidOperationException($"line {pinNumber} is not an output");
        pin.Value = value;
    }

    protected override WaitForEventResult WaitForEvent(int pinNumber, PinEventTypes eventTypes, CancellationToken cancellationToken) =>
        throw NoEvents();

    protected override void AddCallbackForPinValueChangedEvent(
        int pinNumber, PinEventTypes eventTypes, PinChangeEventHandler callback) => throw NoEvents();

    protected override void RemoveCallbackForPinValueChangedEvent(int pinNumber, PinChangeEventHandler callback) => throw NoEvents();

    private static NotSupportedException NoEvents() => new("nothing moves a simulated line from outside");

    private SimulatedPin Get(int line) =>
        _open.TryGetValue(line, out SimulatedPin? pin) ? pin : throw new InvalidOperationException($"line {line} is not open");

    private sealed class SimulatedPin
    {
        public PinMode Mode { get; set; } = PinMode.Input;

        public PinValue Value { get; set; } = PinValue.Low;
    }
}
