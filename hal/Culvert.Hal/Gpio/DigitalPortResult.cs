namespace Culvert.Hal.Gpio;

/// <summary>A change that an interrupt port tells of.</summary>
/// <param name="Old">The change that was told before; null for a port's first.</param>
public readonly record struct DigitalPortResult(DigitalState New, DigitalState? Old)
{
    /// <summary>The time from the change that was told before to this one.</summary>
    public TimeSpan? Delta => Old is { } old ? New.Time - old.Time : null;
}
