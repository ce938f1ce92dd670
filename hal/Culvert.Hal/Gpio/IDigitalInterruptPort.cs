namespace Culvert.Hal.Gpio;

/// <summary>An input that tells of its changes.</summary>
public interface IDigitalInterruptPort : IDigitalInputPort
{
    /// <summary>
    /// A change that <see cref="InterruptMode"/> asks for and that neither duration filtered out. Raised on a thread of the
    /// driver: handlers are short, and hand over what they hear.
    /// </summary>
    event EventHandler<DigitalPortResult>? Changed;

    InterruptMode InterruptMode { get; }

    /// <summary>After a change was told, changes for this long are not. Zero: every change is.</summary>
    TimeSpan DebounceDuration { get; set; }

    /// <summary>A level counts only when it has lasted this long. Zero: it counts at once.</summary>
    TimeSpan GlitchDuration { get; set; }
}
