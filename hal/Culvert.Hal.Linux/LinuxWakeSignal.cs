using Culvert.Hal.Packets;

namespace Culvert.Hal.Linux;

/// <summary>An eventfd.</summary>
public sealed unsafe class LinuxWakeSignal : IWakeSignal
{
    private readonly FileDescriptor _descriptor;

    public LinuxWakeSignal()
    {
        int descriptor = Libc.EventFd(0, Libc.EventFdCloseOnExec | Libc.EventFdNonBlocking);
        if (descriptor < 0) throw Errno.Last("make an eventfd");
        _descriptor = new FileDescriptor(descriptor);
    }

    public int Descriptor => _descriptor.Number;

    public void Raise()
    {
        bool held = false;
        try
        {
            _descriptor.DangerousAddRef(ref held);
            ulong one = 1;
            _ = Libc.Write(_descriptor.Number, &one, sizeof(ulong));
        }
        catch (ObjectDisposedException)
        {
            // A late thread; nobody waits any more.
        }
        finally
        {
            if (held) _descriptor.DangerousRelease();
        }
    }

    public bool Lower()
    {
        ulong count;
        return Libc.Read(_descriptor.Number, &count, sizeof(ulong)) > 0;
    }

    public void Dispose() => _descriptor.Dispose();
}
