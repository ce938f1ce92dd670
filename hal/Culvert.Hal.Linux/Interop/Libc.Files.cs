using System.Runtime.InteropServices;

namespace Culvert.Hal.Linux;

/// <summary>Files: open, fsync, modes and types.</summary>
internal static unsafe partial class Libc
{
    public const int OpenDirectory = 0x10000;
    public const int OpenCloseOnExec = 0x80000;

    public const int AtWorkingDirectory = -100;
    public const int AtSymlinkNoFollow = 0x100;
    public const uint StatxType = 1;
    public const ushort FileTypeMask = 0xf000;
    public const ushort FileTypeSocket = 0xc000;

    [LibraryImport(Library, EntryPoint = "open", SetLastError = true)]
    public static partial int Open(byte* path, int flags);

    [LibraryImport(Library, EntryPoint = "realpath", SetLastError = true)]
    public static partial byte* RealPath(byte* path, byte* resolved);

    [LibraryImport(Library, EntryPoint = "fsync", SetLastError = true)]
    public static partial int Fsync(int descriptor);

    [LibraryImport(Library, EntryPoint = "fchmod", SetLastError = true)]
    public static partial int Fchmod(int descriptor, uint mode);

    [LibraryImport(Library, EntryPoint = "statx", SetLastError = true)]
    public static partial int Statx(int directory, byte* path, int flags, uint mask, StatxBuffer* buffer);

    /// <summary>struct statx, of which only the mode matters here.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    public struct StatxBuffer
    {
        [FieldOffset(28)]
        public ushort Mode;
    }
}
