using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Culvert.Lab.Hosts;

/// <summary>The three system calls that .NET has no name for.</summary>
internal static partial class Native
{
    private const int CloneNewNet = 0x40000000;

    /// <summary>Moves the calling thread into a network namespace.</summary>
    public static void EnterNetwork(string path)
    {
        using SafeFileHandle handle = File.OpenHandle(path);
        if (SetNs(handle, CloneNewNet) != 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError(), $"setns {path}");
    }

    /// <summary>Sends a signal; a process that is gone already is not an error.</summary>
    public static void Signal(int process, int signal) => _ = Kill(process, signal);

    /// <summary>Replaces this process, as execve(2) does; returns only to throw.</summary>
    public static void Execute(string program, IReadOnlyList<string> arguments)
    {
        string?[] argv = [program, .. arguments, null];
        _ = Execv(program, argv);
        throw new Win32Exception(Marshal.GetLastPInvokeError(), $"exec {program}");
    }

    [LibraryImport("libc", EntryPoint = "setns", SetLastError = true)]
    private static partial int SetNs(SafeFileHandle descriptor, int type);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int process, int signal);

    [LibraryImport("libc", EntryPoint = "execv", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Execv(string program, string?[] arguments);
}
