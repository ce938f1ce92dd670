namespace Culvert.Hal.Linux.Boot;

/// <summary>The first process is given the console as its standard streams, which is somebody's terminal later on.</summary>
public static unsafe class LinuxStandardStreams
{
    /// <summary>Puts standard error, also of every child to come, into the kernel's log; input and output lead nowhere. Before any of them is used.</summary>
    /// <exception cref="KernelException">There is no such device.</exception>
    public static void UseKernelLog()
    {
        Replace(0, "/dev/null", Libc.OpenReadOnly);
        Replace(1, "/dev/null", Libc.OpenWriteOnly);
        Replace(2, "/dev/kmsg", Libc.OpenWriteOnly);
    }

    private static void Replace(int stream, string path, int flags)
    {
        fixed (byte* text = NativeText.Path(path))
        {
            int opened = Libc.Open(text, flags);
            if (opened < 0 || Libc.Duplicate(opened, stream) < 0) throw Errno.Last($"open {path}");
            if (opened != stream) _ = Libc.Close(opened);
        }
    }
}
