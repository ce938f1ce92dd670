namespace Culvert.Hal.Gpio;

/// <summary>What makes every kind of digital port.</summary>
public interface IGpioDevice : IDigitalOutputController, IDigitalInputController, IDigitalInterruptController, IDisposable;
