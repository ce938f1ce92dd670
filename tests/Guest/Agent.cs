using System.Runtime.InteropServices;
using Culvert.Hal.Linux.Processes;

namespace Culvert.Guest;

/// <summary>Stops the box's first process in the middle of whatever it does: a hang as no order could cause it.</summary>
internal static unsafe partial class Agent
{
    private const string Here = "/init", Culvert = "/culvert";
    private const nint Attach = 16;
    private const int FirstProcess = 1;

    // By then every service has started, and the watchdog is fed.
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(20);

    /// <summary>Does not return: culvert takes the place of this process, and believes that the kernel has started it.</summary>
    public static void StartBesideCulvert()
    {
        new LinuxChildProcesses().Start(Here, ["agent"], new Dictionary<string, string?>());
        nint* argv = stackalloc nint[] { Marshal.StringToCoTaskMemUTF8(Here), 0 };
        nint* envp = stackalloc nint[] { 0 };
        _ = Execute((byte*)Marshal.StringToCoTaskMemUTF8(Culvert), argv, envp);
        throw new InvalidOperationException($"cannot start {Culvert}");
    }

    public static int Run()
    {
        Thread.Sleep(Delay);
        if (Trace(Attach, FirstProcess, 0, 0) < 0) return 1;
        Outside.Say("hung");
        Thread.Sleep(Timeout.Infinite);
        return 0;
    }

    [LibraryImport("libc", EntryPoint = "execve")]
    private static partial int Execute(byte* path, nint* argv, nint* envp);

    [LibraryImport("libc", EntryPoint = "ptrace")]
    private static partial nint Trace(nint request, int process, nint address, nint data);
}
