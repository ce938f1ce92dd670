namespace Culvert.Hal.Serial;

/// <summary>
/// A serial line without flow control. Names and meaning follow Meadow.Contracts; <see cref="Descriptor"/>,
/// <see cref="TryRead"/> and <see cref="TryWrite"/> are added for a thread that must not wait, and take the place of the
/// event of received data, which would come on a thread of its own. One thread at a time. Disposing closes.
/// </summary>
public interface ISerialPort : IDisposable
{
    /// <summary>"/dev/ttyS1".</summary>
    string PortName { get; }

    /// <summary>Bits per second; may be changed while the port is open.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a speed that serial lines have.</exception>
    int BaudRate { get; set; }

    /// <summary>5 to 8.</summary>
    int DataBits { get; set; }

    Parity Parity { get; set; }

    StopBits StopBits { get; set; }

    bool IsOpen { get; }

    /// <summary>How many octets can be read without waiting.</summary>
    int BytesToRead { get; }

    /// <summary>How long <see cref="Read"/> and <see cref="ReadByte"/> wait for the first octet; zero or less: for ever.</summary>
    TimeSpan ReadTimeout { get; set; }

    /// <summary>How long <see cref="Write(byte[], int, int)"/> waits for room for the last octet; zero or less: for ever.</summary>
    TimeSpan WriteTimeout { get; set; }

    /// <summary>For a poll loop: readable when octets wait or the line is gone; -1 where there is no kernel or the port is closed.</summary>
    int Descriptor { get; }

    /// <exception cref="IOException">It is not there, may not be opened, is in use, or is no serial line; the message is a sentence.</exception>
    void Open();

    /// <summary>Closes the port and puts the line's settings back. Closing a closed port does nothing.</summary>
    void Close();

    /// <summary>Throws away what was received and not read.</summary>
    void ClearReceiveBuffer();

    /// <summary>Reads what is there, and waits for the first octet.</summary>
    /// <returns>How many octets, at least one.</returns>
    /// <exception cref="TimeoutException">None came in <see cref="ReadTimeout"/>.</exception>
    /// <exception cref="IOException">The line is gone.</exception>
    int Read(byte[] buffer, int offset, int count);

    /// <returns>The next octet; -1 when the far end hung up.</returns>
    /// <exception cref="TimeoutException">None came in <see cref="ReadTimeout"/>.</exception>
    int ReadByte();

    /// <summary>Everything that can be read without waiting.</summary>
    byte[] ReadAll();

    /// <summary>Writes all.</summary>
    /// <returns>How many octets: all.</returns>
    /// <exception cref="TimeoutException">There was no room in <see cref="WriteTimeout"/>.</exception>
    /// <exception cref="IOException">The line is gone.</exception>
    int Write(byte[] buffer);

    /// <inheritdoc cref="Write(byte[])"/>
    int Write(byte[] buffer, int offset, int count);

    /// <summary>Reads what is there; never waits, never throws while the port is open.</summary>
    SerialStatus TryRead(Span<byte> buffer, out int count);

    /// <summary>Writes what there is room for; never waits, never throws while the port is open.</summary>
    SerialStatus TryWrite(ReadOnlySpan<byte> buffer, out int count);
}
