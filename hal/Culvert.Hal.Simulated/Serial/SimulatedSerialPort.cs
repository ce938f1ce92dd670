using Culvert.Hal.Serial;

namespace Culvert.Hal.Simulated.Serial;

/// <summary>One end of a cable in memory that holds a few octets each way. For one thread: a wait that would last times out.</summary>
public sealed class SimulatedSerialPort : SerialPort
{
    /// <summary>How many octets a direction holds.</summary>
    public const int Capacity = 4096;

    private readonly Queue<byte> _received = new();
    private SimulatedSerialPort? _farEnd;
    private bool _isOpen;

    private SimulatedSerialPort(string name)
        : base(name, 115200)
    {
    }

    public override bool IsOpen => _isOpen;

    public override int BytesToRead => Opened._received.Count;

    public override int Descriptor => -1;

    private SimulatedSerialPort Opened => _isOpen ? this : throw new InvalidOperationException($"{PortName} is closed");

    /// <summary>A cable: what goes in at one end comes out at the other.</summary>
    public static (SimulatedSerialPort Near, SimulatedSerialPort Far) Cable()
    {
        var near = new SimulatedSerialPort("near");
        var far = new SimulatedSerialPort("far") { _farEnd = near };
        near._farEnd = far;
        return (near, far);
    }

    public override void Open() => _isOpen = true;

    public override void Close()
    {
        _isOpen = false;
        _received.Clear();
    }

    public override void ClearReceiveBuffer() => Opened._received.Clear();

    public override SerialStatus TryRead(Span<byte> buffer, out int count)
    {
        for (count = 0; count < buffer.Length && Opened._received.TryDequeue(out byte octet); count++) buffer[count] = octet;
        if (count > 0 || buffer.IsEmpty) return SerialStatus.Done;
        return Opened._farEnd!._isOpen ? SerialStatus.WouldBlock : SerialStatus.Closed;
    }

    public override SerialStatus TryWrite(ReadOnlySpan<byte> buffer, out int count)
    {
        SimulatedSerialPort far = Opened._farEnd!;
        count = far._isOpen ? Math.Min(buffer.Length, Capacity - far._received.Count) : 0;
        foreach (byte octet in buffer[..count]) far._received.Enqueue(octet);
        if (!far._isOpen) return SerialStatus.Closed;
        return count > 0 || buffer.IsEmpty ? SerialStatus.Done : SerialStatus.WouldBlock;
    }

    protected override bool IsSpeed(int baudRate) => baudRate > 0;

    protected override void Reconfigure()
    {
    }

    protected override bool Wait(bool forWrite, TimeSpan timeout) =>
        timeout > TimeSpan.Zero ? false : throw new InvalidOperationException($"{PortName} would wait for ever: nobody else runs here");
}
