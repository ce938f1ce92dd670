namespace Culvert.Hal.Gpio;

/// <summary>A pin in use as a digital port. Disposing gives the pin back.</summary>
public interface IDigitalPort : IDisposable
{
    IPin Pin { get; }
}
