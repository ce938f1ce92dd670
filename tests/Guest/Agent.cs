using System.Runtime.InteropServices;
using Culvert.Hal.Linux.Processes;

namespace Culvert.Guest;

/// <summary>Beside a running box: stops a process in the middle of whatever it does, a hang as no order could cause it, or looks around.</summary>
internal static unsafe partial class Agent
{
    private const string Here = "/init", Culvert = "/culvert", HostName = "/proc/sys/kernel/hostname", Processes = "/proc";
    private const string Hang = "hang", Stall = "stall", LookAround = "survey", Fill = "fill";
    private const nint Attach = 16;
    private const int FirstProcess = 1, StopSignal = 19;

    // So long after the gateway's start every service has started, and the watchdog is fed.
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(8);

    // By then whoever gave the box its name has been told that it has it.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    /// <summary>"hang" stops the first process; "stall" stops the gateway, "survey" looks around and "fill" leaves the disk no room, as soon as the box is called so.</summary>
    public static IReadOnlyList<string> Names { get; } = [Hang, Stall, LookAround, Fill];

    /// <summary>Does not return: culvert takes the place of this process, and believes that the kernel has started it.</summary>
    public static void StartBesideCulvert(string name)
    {
        new LinuxChildProcesses().Start(Here, [name], new Dictionary<string, string?>());
        nint* argv = stackalloc nint[] { Marshal.StringToCoTaskMemUTF8(Here), 0 };
        nint* envp = stackalloc nint[] { 0 };
        _ = Execute((byte*)Marshal.StringToCoTaskMemUTF8(Culvert), argv, envp);
        throw new InvalidOperationException($"cannot start {Culvert}");
    }

    public static int Run(string name) => name switch
    {
        Stall => StallGateway(),
        LookAround => Look(),
        Fill => FillDisk(),
        _ => HangFirstProcess(),
    };

    private static int Look()
    {
        AwaitName(LookAround);
        Survey.Tell();
        return 0;
    }

    private static int HangFirstProcess()
    {
        while (FindGateway() is null) Thread.Sleep(Interval);
        Thread.Sleep(Delay);
        if (Trace(Attach, FirstProcess, 0, 0) < 0) return 1;
        Outside.Say("hung");
        Thread.Sleep(Timeout.Infinite);
        return 0;
    }

    private static int FillDisk()
    {
        AwaitName(Fill);
        Ballast.Load();
        Outside.Say("filled");
        return 0;
    }

    private static int StallGateway()
    {
        AwaitName(Stall);
        if (FindGateway() is not { } stalled || SendSignal(stalled, StopSignal) < 0) return 1;
        Outside.Say("stalled");
        while (FindGateway() is not { } gateway || gateway == stalled) Thread.Sleep(Interval);
        Outside.Say("started anew");
        return 0;
    }

    private static void AwaitName(string name)
    {
        while (!File.Exists(HostName) || File.ReadAllText(HostName).Trim() != name) Thread.Sleep(Interval);
        Thread.Sleep(Grace);
    }

    private static int? FindGateway()
    {
        // Culvert mounts it.
        if (!Directory.Exists(Processes)) return null;
        foreach (string folder in Directory.EnumerateDirectories(Processes))
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
