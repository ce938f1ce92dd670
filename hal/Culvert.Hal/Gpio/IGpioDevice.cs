namespace Culvert.Hal.Gpio;

/// <summary>What makes every kind of digital port.</summary>
public interface IGpioDevice : IDigitalOutputController, IDigitalInputController, IDigitalInterruptController, IDisposable
{
    /// <summary>The thread that brings edges; null: there is none, or it is a library's and cannot be asked.</summary>
    IDriverThread? Thread { get; }
}
