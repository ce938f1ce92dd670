using System.Device.Gpio;

namespace Culvert.Hal.Simulated.Gpio;

/// <summary>A line as its user has set it up.</summary>
internal sealed class SimulatedPin
{
    public PinMode Mode { get; set; } = PinMode.Input;

    /// <summary>What an output is driven to.</summary>
    public PinValue Output { get; set; } = PinValue.Low;

    public PinEventTypes Watched { get; private set; }

    private PinChangeEventHandler? Callback { get; set; }

    public void Watch(PinEventTypes edges, PinChangeEventHandler callback)
    {
        Watched |= edges;
        Callback += callback;
    }

    public void Unwatch(PinChangeEventHandler callback)
    {
        Callback -= callback;
        if (Callback is null) Watched = PinEventTypes.None;
    }

    public void Tell(object sender, PinValueChangedEventArgs edge) => Callback?.Invoke(sender, edge);
}
