using System.Runtime.InteropServices;
using Culvert.Hal.Linux.Processes;

namespace Culvert.Guest;

/// <summary>Stops a process of the box in the middle of whatever it does: a hang as no order could cause it.</summary>
internal static unsafe partial class Agent
{
    private const string Here = "/init", Culvert = "/culvert";
    private const string Hang = "hang", Stall = "stall";
    private const nint Attach = 16;
    private const int FirstProcess = 1, StopSignal = 19;

    // By then every service has started, and the watchdog is fed.
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(20);

    // By then whoever gave the box its name has been told that it has it.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    /// <summary>"hang" stops the first process, "stall" the gateway, as soon as the box is called so.</summary>
    public static IReadOnlyList<string> Names { get; } = [Hang, Stall];

    /// <summary>Does not return: culvert takes the place of this process, and believes that the kernel has started it.</summary>
    public static void StartBesideCulvert(string name)
    {
        new LinuxChildProcesses().Start(Here, [name], new Dictionary<string, string?>());
        nint* argv = stackalloc nint[] { Marshal.StringToCoTaskMemUTF8(Here), 0 };
        nint* envp = stackalloc nint[] { 0 };
        _ = Execute((byte*)Marshal.StringToCoTaskMemUTF8(Culvert), argv, envp);
        throw new InvalidOperationException($"cannot start {Culvert}");
    }

    public static int Run(string name) => name == Stall ? StallGateway() : HangFirstProcess();

    private static int HangFirstProcess()
    {
        Thread.Sleep(Delay);
        if (Trace(Attach, FirstProcess, 0, 0) < 0) return 1;
        Outside.Say("hung");
        Thread.Sleep(Timeout.Infinite);
        return 0;
    }

    private static int StallGateway()
    {
        while (File.ReadAllText("/proc/sys/kernel/hostname").Trim() != Stall) Thread.Sleep(Interval);
        Thread.Sleep(Grace);
        if (FindGateway() is not { } stalled || SendSignal(stalled, StopSignal) < 0) return 1;
        Outside.Say("stalled");
        while (FindGateway() is not { } gateway || gateway == stalled) Thread.Sleep(Interval);
        Outside.Say("started anew");
        return 0;
    }

    private static int? FindGateway()
    {
        foreach (string folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), out int process) && IsGateway(folder)) return process;
        }

        return null;
    }

    private static bool IsGateway(string folder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, "cmdline")).Split('\0') is [_, "run", ..];
        }
        catch (IOException)
        {
            // It has just ended.
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "execve")]
    private static partial int Execute(byte* path, nint* argv, nint* envp);

    [LibraryImport("libc", EntryPoint = "ptrace")]
    private static partial nint Trace(nint request, int process, nint address, nint data);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int process, int signal);
}
