using Culvert.Hal.Leds;

namespace Culvert.Hal.Tests.Leds;

/// <summary>A kernel without LEDs.</summary>
internal sealed class NoKernelLeds : IKernelLeds
{
    public ILed Open(string name, string kernelName) => throw new IOException($"there is no kernel LED {kernelName}");
}
