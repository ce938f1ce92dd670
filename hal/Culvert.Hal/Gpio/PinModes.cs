using System.Device.Gpio;

namespace Culvert.Hal.Gpio;

/// <summary>Resistors as System.Device.Gpio names them.</summary>
internal static class PinModes
{
    public static PinMode ToPinMode(this ResistorMode resistor) => resistor switch
    {
        ResistorMode.InternalPullUp => PinMode.InputPullUp,
        ResistorMode.InternalPullDown => PinMode.InputPullDown,
        _ => PinMode.Input,
    };
}
