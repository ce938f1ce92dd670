namespace Culvert.Hal.Linux;

/// <summary>What a process inherits of its parent's signal settings.</summary>
public static class LinuxSignals
{
    /// <summary>
    /// nohup and shells without job control leave SIGHUP or SIGINT ignored, and the runtime would keep it so. Call this
    /// before handlers are registered.
    /// </summary>
    public static void StopIgnoring()
    {
        _ = Libc.Signal(Libc.Hangup, Libc.DefaultAction);
        _ = Libc.Signal(Libc.Interrupt, Libc.DefaultAction);
    }
}
