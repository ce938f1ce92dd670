using Culvert.Hal.Serial;

namespace Culvert.HalContract.Serial;

/// <summary>A serial port with something at the other end of its line.</summary>
public interface ISerialRig : IDisposable
{
    /// <summary>The port under test, closed.</summary>
    ISerialPort Port { get; }

    /// <summary>The far end sends what the line has room for.</summary>
    /// <returns>How many octets.</returns>
    int Send(ReadOnlySpan<byte> octets);

    /// <summary>The far end takes what has arrived.</summary>
    /// <returns>How many octets.</returns>
    int Receive(Span<byte> octets);

    /// <summary>The far end goes away.</summary>
    void HangUp();

    /// <summary>Lets a moment pass.</summary>
    void Pass();
}
