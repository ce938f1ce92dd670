using Culvert.Hal.Serial;

namespace Culvert.Hal.Linux.Serial;

/// <summary>The machine's serial lines.</summary>
public sealed class LinuxSerialController : ISerialController
{
    public ISerialPort CreateSerialPort(
        string portName, int baudRate = 9600, int dataBits = 8, Parity parity = Parity.None, StopBits stopBits = StopBits.One) =>
        new LinuxSerialPort(portName, baudRate) { DataBits = dataBits, Parity = parity, StopBits = stopBits };
}
