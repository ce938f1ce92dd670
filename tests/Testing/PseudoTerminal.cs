using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Culvert.Testing;

/// <summary>
/// A pseudo-terminal: a serial line in the kernel's memory, whose near end has a name that can be opened as a tty, and
/// whose far end is this. Nothing here waits.
/// </summary>
public sealed unsafe partial class PseudoTerminal : IDisposable
{
    private const string Library = "libc";
    private const int ReadWrite = 2;
    private const int NoControllingTerminal = 0x100;
    private const int NonBlocking = 0x800;
    private const int LongestName = 64;

    private readonly SafeFileHandle _far;

    /// <exception cref="IOException">The machine has none to give.</exception>
    public PseudoTerminal()
    {
        int far = OpenMaster(ReadWrite | NoControllingTerminal | NonBlocking);
        if (far < 0) throw Refused("open a pseudo-terminal");
        _far = new SafeFileHandle(far, ownsHandle: true);
        byte* name = stackalloc byte[LongestName];
        if (Grant(far) < 0 || Unlock(far) < 0 || GetName(far, name, LongestName) != 0) throw Refused("prepare a pseudo-terminal");
        Path = Marshal.PtrToStringUTF8((nint)name)!;
    }

    /// <summary>What the near end is opened by: "/dev/pts/3".</summary>
    public string Path { get; }

    private int Far => (int)_far.DangerousGetHandle();

    /// <summary>Sends what the line has room for, and returns how much that was.</summary>
    public int Send(ReadOnlySpan<byte> octets)
    {
        fixed (byte* start = octets) return (int)Math.Max(Write(Far, start, (nuint)octets.Length), 0);
    }

    /// <summary>Takes what has arrived, and returns how much that was: nothing also while nobody has the near end open.</summary>
    public int Receive(Span<byte> octets)
    {
        fixed (byte* start = octets) return (int)Math.Max(Read(Far, start, (nuint)octets.Length), 0);
    }

    /// <summary>Hangs up.</summary>
    public void Dispose() => _far.Dispose();

    private static IOException Refused(string what) => new($"cannot {what}: {Marshal.GetLastPInvokeErrorMessage()}");

    [LibraryImport(Library, EntryPoint = "posix_openpt", SetLastError = true)]
    private static partial int OpenMaster(int flags);

    [LibraryImport(Library, EntryPoint = "grantpt", SetLastError = true)]
    private static partial int Grant(int descriptor);

    [LibraryImport(Library, EntryPoint = "unlockpt", SetLastError = true)]
    private static partial int Unlock(int descriptor);

    [LibraryImport(Library, EntryPoint = "ptsname_r", SetLastError = true)]
    private static partial int GetName(int descriptor, byte* name, nuint length);

    [LibraryImport(Library, EntryPoint = "read", SetLastError = true)]
    private static partial nint Read(int descriptor, byte* buffer, nuint count);

    [LibraryImport(Library, EntryPoint = "write", SetLastError = true)]
    private static partial nint Write(int descriptor, byte* buffer, nuint count);
}
