using System.Runtime.InteropServices;

namespace Culvert.Hal.Linux;

/// <summary>Block devices (linux/fs.h), mounts and modules: the same numbers on x64 and arm64.</summary>
internal static unsafe partial class Libc
{
    public const nuint BlockGetSize = 0x80081272;
    public const nuint BlockDiscard = 0x1277;

    [LibraryImport(Library, EntryPoint = "mount", SetLastError = true)]
    public static partial int Mount(byte* source, byte* target, byte* type, nuint flags, byte* options);

    [LibraryImport(Library, EntryPoint = "umount2", SetLastError = true)]
    public static partial int Unmount(byte* target, int flags);

    /// <summary>finit_module has no wrapper in glibc.</summary>
    [LibraryImport(Library, EntryPoint = "syscall", SetLastError = true)]
    public static partial nint LoadModule(nint number, int descriptor, byte* parameters, int flags);
}
