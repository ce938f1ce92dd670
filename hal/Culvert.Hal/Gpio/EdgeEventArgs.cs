using System.Device.Gpio;
using Culvert.Core;

namespace Culvert.Hal.Gpio;

/// <summary>What a driver of ours hands to System.Device.Gpio's callback: the edge, and when it came.</summary>
public sealed class EdgeEventArgs(PinEventTypes changeType, int pinNumber, Instant at) : PinValueChangedEventArgs(changeType, pinNumber)
{
    /// <summary>When the edge came, not when it was read.</summary>
    public Instant At { get; } = at;
}
