using System.Runtime.InteropServices;
using Culvert.Hal.Boards;
using Culvert.Hal.Watchdog;

namespace Culvert.Hal.Linux.Watchdog;

/// <summary>A watchdog device of the kernel. Opening it starts it.</summary>
public sealed unsafe class LinuxWatchdog : IWatchdog
{
    private readonly string _device;
    private readonly FileDescriptor _descriptor;

    private LinuxWatchdog(string device, FileDescriptor descriptor) => (_device, _descriptor) = (device, descriptor);

    public string Identity { get; private set; } = "";

    public TimeSpan Timeout { get; private set; }

    /// <exception cref="IOException">There is none, it is in use, or it is something else; the message is a sentence.</exception>
    public static LinuxWatchdog Open(WatchdogDescription wanted)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        int descriptor;
        fixed (byte* path = NativeText.Path(wanted.Device)) descriptor = Libc.Open(path, Libc.OpenReadWrite | Libc.OpenCloseOnExec);
        if (descriptor < 0) throw new IOException(Explain(wanted.Device, Marshal.GetLastPInvokeError()));
        var watchdog = new LinuxWatchdog(wanted.Device, new FileDescriptor(descriptor));
        try
        {
            watchdog.SetUp(wanted.Timeout);
            return watchdog;
        }
        catch (IOException)
        {
            watchdog.Stop();
            watchdog.Dispose();
            throw;
        }
    }

    public void Feed()
    {
        int nothing = 0;
        if (Libc.IoControl(_descriptor.Number, Libc.WatchdogKeepAlive, &nothing) < 0) throw Errno.Last($"feed {_device}");
    }

    public void Stop()
    {
        // The letter that says: the close that follows is meant.
        byte magic = (byte)'V';
        _ = Libc.Write(_descriptor.Number, &magic, 1);
        _descriptor.Dispose();
    }

    public void Dispose() => _descriptor.Dispose();

    private static string Explain(string device, int error) => error switch
    {
        Libc.Enoent => $"there is no {device}, load its driver or take 'watchdog' out of board.json",
        Libc.Ebusy => $"{device} is in use, another program feeds it (systemd?), stop that one",
        Libc.Eacces or Libc.Eperm => $"{device} may not be opened, run as root",
        _ => $"{device} cannot be opened, {Marshal.GetPInvokeErrorMessage(error)}",
    };

    private void SetUp(TimeSpan timeout)
    {
        Libc.WatchdogInfo info;
        if (Libc.IoControl(_descriptor.Number, Libc.WatchdogGetSupport, &info) < 0)
        {
            int error = Marshal.GetLastPInvokeError();
            throw new IOException($"{_device} is no watchdog, {Marshal.GetPInvokeErrorMessage(error)}, name the right one in board.json");
        }

        Identity = NativeText.Read(info.Identity, Libc.WatchdogInfo.IdentitySize);
        // Not every watchdog can be set; then it says what it has.
        int seconds = (int)Math.Ceiling(timeout.TotalSeconds);
        if (Libc.IoControl(_descriptor.Number, Libc.WatchdogSetTimeout, &seconds) < 0
            && Libc.IoControl(_descriptor.Number, Libc.WatchdogGetTimeout, &seconds) < 0) throw Errno.Last($"ask {_device} for its time");
        Timeout = TimeSpan.FromSeconds(seconds);
    }
}
