using System.Runtime.InteropServices;

namespace Culvert.Hal.Linux;

/// <summary>Processes: posix_spawn, execve, waitpid, kill, prctl, getppid.</summary>
internal static unsafe partial class Libc
{
    public const int AnyChild = -1;
    public const int WaitNoHang = 1;
    public const int Kill = 9;
    public const int User1 = 10;
    public const int Terminate = 15;
    public const int SetParentDeathSignal = 1;
    public const int Echild = 10;

    public const nint PidFdOpenCall = 434;

    /// <summary>pidfd_open(2): the same number on x64 and arm64. Closed by an execve.</summary>
    [LibraryImport(Library, EntryPoint = "syscall", SetLastError = true)]
    public static partial nint SystemCall(nint number, int process, uint flags);

    /// <summary>Returns errno; does not set it.</summary>
    [LibraryImport(Library, EntryPoint = "posix_spawn")]
    public static partial int PosixSpawn(int* process, byte* path, void* fileActions, void* attributes, byte** arguments, byte** environment);

    [LibraryImport(Library, EntryPoint = "execve", SetLastError = true)]
    public static partial int Execute(byte* path, byte** arguments, byte** environment);

    [LibraryImport(Library, EntryPoint = "waitpid", SetLastError = true)]
    public static partial int WaitPid(int process, int* status, int options);

    [LibraryImport(Library, EntryPoint = "kill", SetLastError = true)]
    public static partial int SendSignal(int process, int signal);

    [LibraryImport(Library, EntryPoint = "prctl", SetLastError = true)]
    public static partial int ProcessControl(int option, nint argument);

    [LibraryImport(Library, EntryPoint = "getppid")]
    public static partial int ParentProcess();
}
