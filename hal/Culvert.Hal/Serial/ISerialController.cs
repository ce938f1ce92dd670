namespace Culvert.Hal.Serial;

/// <summary>A device that makes serial ports.</summary>
public interface ISerialController
{
    /// <summary>Makes a port, still closed.</summary>
    /// <param name="portName">"/dev/ttyS1".</param>
    /// <exception cref="ArgumentOutOfRangeException">Not a speed that serial lines have.</exception>
    ISerialPort CreateSerialPort(
        string portName, int baudRate = 9600, int dataBits = 8, Parity parity = Parity.None, StopBits stopBits = StopBits.One);
}
