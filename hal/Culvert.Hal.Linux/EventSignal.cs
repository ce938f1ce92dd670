namespace Culvert.Hal.Linux;

/// <summary>An eventfd: any thread sets it, one thread waits for its descriptor and clears it.</summary>
public sealed unsafe class EventSignal : IDisposable
{
    private readonly FileDescriptor _descriptor;

    public EventSignal()
    {
        int descriptor = Libc.EventFd(0, Libc.EventFdCloseOnExec | Libc.EventFdNonBlocking);
        if (descriptor < 0) throw Errno.Last("make an eventfd");
        _descriptor = new FileDescriptor(descriptor);
    }

    public int Descriptor => _descriptor.Number;

    /// <summary>Makes the descriptor readable. Safe after disposal, when a late thread still signals.</summary>
    public void Set()
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
            // Nobody waits any more.
        }
        finally
        {
            if (held) _descriptor.DangerousRelease();
        }
    }

    /// <summary>Makes the descriptor unreadable until the next <see cref="Set"/>.</summary>
    public void Clear()
    {
        ulong count;
        _ = Libc.Read(_descriptor.Number, &count, sizeof(ulong));
    }

    public void Dispose() => _descriptor.Dispose();
}
