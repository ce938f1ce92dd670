using System.Runtime.InteropServices;

namespace Culvert.Hal.Linux;

/// <summary>Files: open, fsync, locks, modes and types.</summary>
internal static unsafe partial class Libc
{
    public const int OpenReadOnly = 0x0;
    public const int OpenWriteOnly = 0x1;
    public const int OpenCloseOnExec = 0x80000;
    public const int LockAlone = 2;
    public const int LockNoWait = 4;
    public const uint RenameExchange = 0x2;

    public const int AtWorkingDirectory = -100;
    public const int AtSymlinkNoFollow = 0x100;
    public const int AtEmptyPath = 0x1000;
    public const uint StatxType = 0x1;
    public const uint StatxLinks = 0x4;
    public const uint StatxInode = 0x100;
    public const uint StatxSize = 0x200;
    public const ushort FileTypeMask = 0xf000;
    public const ushort FileTypeDirectory = 0x4000;
    public const ushort FileTypeRegular = 0x8000;
    public const ushort FileTypeSocket = 0xc000;

    /// <summary>One of the few numbers that Arm has of its own (arch/arm64/include/uapi/asm/fcntl.h).</summary>
    public static int OpenDirectory => RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 0x4000 : 0x10000;

    [LibraryImport(Library, EntryPoint = "open", SetLastError = true)]
    public static partial int Open(byte* path, int flags);

    [LibraryImport(Library, EntryPoint = "realpath", SetLastError = true)]
    public static partial byte* RealPath(byte* path, byte* resolved);

    [LibraryImport(Library, EntryPoint = "fsync", SetLastError = true)]
    public static partial int Fsync(int descriptor);

    [LibraryImport(Library, EntryPoint = "fchmod", SetLastError = true)]
    public static partial int Fchmod(int descriptor, uint mode);

    [LibraryImport(Library, EntryPoint = "flock", SetLastError = true)]
    public static partial int Flock(int descriptor, int operation);

    [LibraryImport(Library, EntryPoint = "statx", SetLastError = true)]
    public static partial int Statx(int directory, byte* path, int flags, uint mask, StatxBuffer* buffer);

    [LibraryImport(Library, EntryPoint = "renameat2", SetLastError = true)]
    public static partial int Renameat2(int oldDirectory, byte* oldPath, int newDirectory, byte* newPath, uint flags);

    /// <summary>struct statx, as much of it as matters here.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    public struct StatxBuffer
    {
        [FieldOffset(16)]
        public uint Links;

        [FieldOffset(28)]
        public ushort Mode;

        [FieldOffset(32)]
        public ulong Inode;

        [FieldOffset(40)]
        public ulong Size;
    }
}
