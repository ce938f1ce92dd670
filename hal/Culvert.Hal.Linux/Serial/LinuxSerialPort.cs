using System.Diagnostics;
using System.Runtime.InteropServices;
using Culvert.Hal.Serial;

namespace Culvert.Hal.Linux.Serial;

/// <summary>
/// A tty in raw mode. Opening it does not make it anybody's controlling terminal, and takes the lock that terminal programs
/// have agreed on (flock(2)), which the kernel drops when we end: TIOCEXCL would not keep root out.
/// </summary>
public sealed unsafe class LinuxSerialPort : SerialPort
{
    private readonly PollSet _poll = new();
    private FileDescriptor? _descriptor;
    private Libc.TerminalSettings _found;

    /// <exception cref="ArgumentOutOfRangeException">Not a speed that serial lines have.</exception>
    public LinuxSerialPort(string portName, int baudRate)
        : base(portName, baudRate)
    {
        if (!IsSpeed(baudRate)) throw new ArgumentOutOfRangeException(nameof(baudRate), baudRate, "not a speed that serial lines have");
    }

    public override bool IsOpen => _descriptor is not null;

    public override int Descriptor => _descriptor?.Number ?? -1;

    public override int BytesToRead
    {
        get
        {
            int count = 0;
            return Libc.IoControl(Opened, Libc.BytesWaiting, &count) < 0 ? 0 : count;
        }
    }

    private int Opened => _descriptor?.Number ?? throw new InvalidOperationException($"{PortName} is closed");

    public override void Open()
    {
        if (IsOpen) return;
        int descriptor;
        fixed (byte* path = NativeText.Path(PortName))
            descriptor = Libc.Open(path, Libc.OpenReadWrite | Libc.OpenNoControllingTerminal | Libc.OpenNonBlocking | Libc.OpenCloseOnExec);
        if (descriptor < 0) throw new IOException(Explain(Marshal.GetLastPInvokeError()));
        _descriptor = new FileDescriptor(descriptor);
        try
        {
            if (Libc.Flock(descriptor, Libc.LockAlone | Libc.LockNoWait) < 0 && Marshal.GetLastPInvokeError() == Libc.Eagain) throw new IOException(Explain(Libc.Ebusy));
            Libc.TerminalSettings found;
            if (Libc.GetTerminal(descriptor, &found) < 0) throw new IOException($"{PortName} is no serial line, name the right one in board.json");
            _found = found;
            Reconfigure();
        }
        catch (IOException)
        {
            _descriptor.Dispose();
            _descriptor = null;
            throw;
        }
    }

    public override void Close()
    {
        if (_descriptor is null) return;
        Libc.TerminalSettings found = _found;
        _ = Libc.SetTerminal(_descriptor.Number, Libc.SetNow, &found);
        _descriptor.Dispose();
        _descriptor = null;
    }

    public override void ClearReceiveBuffer() => _ = Libc.FlushTerminal(Opened, Libc.FlushInput);

    public override SerialStatus TryRead(Span<byte> buffer, out int count)
    {
        nint read;
        fixed (byte* start = buffer) read = Libc.Read(Opened, start, (nuint)buffer.Length);
        count = (int)Math.Max(read, 0);
        if (read > 0 || buffer.IsEmpty) return SerialStatus.Done;
        return read < 0 ? Status() : SerialStatus.Closed;
    }

    public override SerialStatus TryWrite(ReadOnlySpan<byte> buffer, out int count)
    {
        nint written;
        fixed (byte* start = buffer) written = Libc.Write(Opened, start, (nuint)buffer.Length);
        count = (int)Math.Max(written, 0);
        return written >= 0 ? SerialStatus.Done : Status();
    }

    protected override bool IsSpeed(int baudRate) => BaudRates.TryGetSpeed(baudRate, out _);

    protected override void Reconfigure()
    {
        if (_descriptor is null) return;
        Libc.TerminalSettings settings = _found;
        Libc.MakeRaw(&settings);
        settings.Input &= ~Libc.SoftwareFlowControl;
        settings.Control &= ~(Libc.SizeMask | Libc.TwoStopBits | Libc.EnableParity | Libc.OddParity | Libc.HardwareFlowControl);
        settings.Control |= Libc.EnableReceiver | Libc.IgnoreModemLines | ((uint)(DataBits - 5) << 4);
        if (StopBits == StopBits.Two) settings.Control |= Libc.TwoStopBits;
        if (Parity != Parity.None) settings.Control |= Libc.EnableParity | (Parity == Parity.Odd ? Libc.OddParity : 0);
        _ = BaudRates.TryGetSpeed(BaudRate, out uint speed);
        if (Libc.SetSpeed(&settings, speed) < 0 || Libc.SetTerminal(_descriptor.Number, Libc.SetNow, &settings) < 0)
            throw Errno.Last($"set {PortName} to {BaudRate} bit/s");
    }

    protected override bool Wait(bool forWrite, TimeSpan timeout)
    {
        bool isForEver = timeout <= TimeSpan.Zero;
        long started = Stopwatch.GetTimestamp();
        while (true)
        {
            _poll.Clear();
            int number = _poll.Add(Opened, forWrite);
            TimeSpan left = timeout - Stopwatch.GetElapsedTime(started);
            if (!isForEver && left <= TimeSpan.Zero) return false;
            _poll.Wait(isForEver ? null : left);
            if (forWrite ? _poll.IsWritable(number) : _poll.IsReadable(number)) return true;
        }
    }

    private static SerialStatus Status() =>
        Marshal.GetLastPInvokeError() is Libc.Eagain or Libc.Eintr ? SerialStatus.WouldBlock : SerialStatus.Closed;

    private string Explain(int error) => error switch
    {
        Libc.Enoent => $"there is no {PortName}, load its driver or name the right one in board.json",
        Libc.Eacces or Libc.Eperm => $"{PortName} may not be opened, run as root",
        Libc.Ebusy => $"{PortName} is in use by another program, stop that one (another console, a getty?)",
        _ => $"{PortName} cannot be opened, {Marshal.GetPInvokeErrorMessage(error)}",
    };
}
