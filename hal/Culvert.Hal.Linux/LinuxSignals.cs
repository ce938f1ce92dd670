using System.Globalization;

namespace Culvert.Hal.Linux;

/// <summary>What a process inherits of its parent's signal settings.</summary>
public static class LinuxSignals
{
    /// <summary>
    /// nohup and shells without job control leave SIGHUP or SIGINT ignored, and the runtime would keep it so. To be called
    /// before anything installs a handler: one that is there is not touched.
    /// </summary>
    public static void StopIgnoring()
    {
        ulong ignored = Ignored();
        foreach (int signal in (int[])[Libc.Hangup, Libc.Interrupt])
        {
            if ((ignored >> (signal - 1) & 1) != 0) _ = Libc.Signal(signal, Libc.DefaultAction);
        }
    }

    /// <summary>
    /// In the machine's first process the runtime, once it listens for the end of children, buries each as soon as it hears of
    /// it, and nobody learns how it ended. When it begins to listen is its own affair: a terminal that is read is enough. To be
    /// called before every start of a child.
    /// </summary>
    internal static void KeepRuntimeFromBurying() => _ = Libc.Signal(Libc.ChildEnded, Libc.DefaultAction);

    /// <summary>
    /// When the thread that started this process ends, SIGTERM comes: who was supervised must not stand in the way of the next
    /// supervisor.
    /// </summary>
    /// <param name="parent">The process of that thread.</param>
    /// <returns>False: it has ended already, and no signal comes.</returns>
    public static bool TryEndWithParent(int parent)
    {
        _ = Libc.ProcessControl(Libc.SetParentDeathSignal, Libc.Terminate);
        return Libc.ParentProcess() == parent;
    }

    /// <summary>One bit a signal; none where /proc is not mounted.</summary>
    private static ulong Ignored()
    {
        const string key = "SigIgn:";
        if (!File.Exists("/proc/self/status")) return 0;
        string? line = File.ReadLines("/proc/self/status").FirstOrDefault(line => line.StartsWith(key, StringComparison.Ordinal));
        return ulong.TryParse(line.AsSpan(Math.Min(key.Length, line?.Length ?? 0)).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out ulong mask) ? mask : 0;
    }
}
