using Culvert.Hal.Serial;
using Culvert.Hal.Simulated.Serial;
using Culvert.HalContract.Serial;

namespace Culvert.Hal.Tests.Serial;

internal sealed class SimulatedSerialRig : ISerialRig
{
    private readonly SimulatedSerialPort _far;

    public SimulatedSerialRig()
    {
        (SimulatedSerialPort near, _far) = SimulatedSerialPort.Cable();
        Port = near;
        _far.Open();
    }

    public ISerialPort Port { get; }

    public int Send(ReadOnlySpan<byte> octets)
    {
        // An end that is closed hears nothing.
        if (!Port.IsOpen) return 0;
        _far.TryWrite(octets, out int count);
        return count;
    }

    public int Receive(Span<byte> octets)
    {
        _far.TryRead(octets, out int count);
        return count;
    }

    public void HangUp() => _far.Close();

    public void Pass()
    {
    }

    public void Dispose() => Port.Dispose();
}
