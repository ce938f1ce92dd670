using System.Runtime.InteropServices;

namespace Culvert.Hal.Linux;

/// <summary>What signals do to the process.</summary>
internal static partial class Libc
{
    public const int Hangup = 1;
    public const int Interrupt = 2;
    public const int ChildEnded = 17;
    public const nint DefaultAction = 0;

    [LibraryImport(Library, EntryPoint = "signal", SetLastError = true)]
    public static partial nint Signal(int signal, nint action);
}
