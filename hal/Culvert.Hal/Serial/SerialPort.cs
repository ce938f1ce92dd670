namespace Culvert.Hal.Serial;

/// <summary>What every serial port does alike: the calls that wait, made of the ones that do not.</summary>
public abstract class SerialPort(string portName, int baudRate) : ISerialPort
{
    private int _baudRate = baudRate;
    private int _dataBits = 8;
    private Parity _parity;
    private StopBits _stopBits = StopBits.One;

    public string PortName { get; } = portName;

    public int BaudRate
    {
        get => _baudRate;
        set
        {
            if (!IsSpeed(value)) throw new ArgumentOutOfRangeException(nameof(value), value, "not a speed that serial lines have");
            _baudRate = value;
            Reconfigure();
        }
    }

    public int DataBits
    {
        get => _dataBits;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 5);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 8);
            _dataBits = value;
            Reconfigure();
        }
    }

    public Parity Parity
    {
        get => _parity;
        set
        {
            _parity = value;
            Reconfigure();
        }
    }

    public StopBits StopBits
    {
        get => _stopBits;
        set
        {
            _stopBits = value;
            Reconfigure();
        }
    }

    public abstract bool IsOpen { get; }

    public abstract int BytesToRead { get; }

    public abstract int Descriptor { get; }

    public TimeSpan ReadTimeout { get; set; } = Timeout.InfiniteTimeSpan;

    public TimeSpan WriteTimeout { get; set; } = Timeout.InfiniteTimeSpan;

    public abstract void Open();

    public abstract void Close();

    public abstract void ClearReceiveBuffer();

    public abstract SerialStatus TryRead(Span<byte> buffer, out int count);

    public abstract SerialStatus TryWrite(ReadOnlySpan<byte> buffer, out int count);

    public int Read(byte[] buffer, int offset, int count)
    {
        int read = ReadSome(buffer.AsSpan(offset, count));
        return read > 0 || count == 0 ? read : throw Gone();
    }

    public int ReadByte()
    {
        Span<byte> one = stackalloc byte[1];
        return ReadSome(one) > 0 ? one[0] : -1;
    }

    public byte[] ReadAll()
    {
        byte[] all = new byte[BytesToRead];
        _ = TryRead(all, out int count);
        return all[..count];
    }

    public int Write(byte[] buffer)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        return Write(buffer, 0, buffer.Length);
    }

    public int Write(byte[] buffer, int offset, int count)
    {
        ReadOnlySpan<byte> rest = buffer.AsSpan(offset, count);
        while (!rest.IsEmpty)
        {
            switch (TryWrite(rest, out int written))
            {
                case SerialStatus.Done:
                    rest = rest[written..];
                    break;
                case SerialStatus.Closed:
                    throw Gone();
                default:
                    if (!Wait(forWrite: true, WriteTimeout)) throw new TimeoutException($"{PortName} took nothing for {WriteTimeout.TotalSeconds} s");
                    break;
            }
        }

        return count;
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing) => Close();

    /// <summary>Whether the line can be set to so many bits per second.</summary>
    protected abstract bool IsSpeed(int baudRate);

    /// <summary>Brings an open line in accordance with the properties.</summary>
    protected abstract void Reconfigure();

    /// <summary>Waits until the line can be read or written, or is gone.</summary>
    /// <param name="timeout">Zero or less: for ever.</param>
    /// <returns>False: the time has passed.</returns>
    protected abstract bool Wait(bool forWrite, TimeSpan timeout);

    private int ReadSome(Span<byte> buffer)
    {
        while (true)
        {
            switch (TryRead(buffer, out int count))
            {
                case SerialStatus.Done:
                    return count;
                case SerialStatus.Closed:
                    return 0;
                default:
                    if (!Wait(forWrite: false, ReadTimeout)) throw new TimeoutException($"nothing came from {PortName} for {ReadTimeout.TotalSeconds} s");
                    break;
            }
        }
    }

    private IOException Gone() => new($"{PortName} is gone: the far end hung up or the device was unplugged");
}
