namespace Culvert.Hal.Leds;

/// <summary>The LEDs that drivers of the kernel have (/sys/class/leds).</summary>
public interface IKernelLeds
{
    /// <summary>Takes an LED away from the kernel's own triggers; dark.</summary>
    /// <param name="name">As the board calls it.</param>
    /// <param name="kernelName">As the kernel calls it.</param>
    /// <exception cref="IOException">It is not there, or may not be written; the message is a sentence.</exception>
    ILed Open(string name, string kernelName);
}
