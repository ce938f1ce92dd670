using System.Runtime.InteropServices;

namespace Culvert.Hal.Linux;

/// <summary>What a name stands for, as statx tells it.</summary>
internal readonly unsafe record struct FileStatus(ushort Mode, uint Links, ulong Inode, ulong Length)
{
    private const uint Wanted = Libc.StatxType | Libc.StatxLinks | Libc.StatxInode | Libc.StatxSize;

    public bool IsDirectory => (Mode & Libc.FileTypeMask) == Libc.FileTypeDirectory;

    public bool IsRegular => (Mode & Libc.FileTypeMask) == Libc.FileTypeRegular;

    public bool IsSocket => (Mode & Libc.FileTypeMask) == Libc.FileTypeSocket;

    /// <summary>Null when there is nothing of that name, or it may not be looked at.</summary>
    /// <param name="follow">Of what a link points to, not of the link.</param>
    public static FileStatus? Of(string path, bool follow = false) =>
        Ask(Libc.AtWorkingDirectory, path, follow ? 0 : Libc.AtSymlinkNoFollow);

    public static FileStatus Of(SafeHandle file) =>
        Ask((int)file.DangerousGetHandle(), "", Libc.AtEmptyPath) ?? throw Errno.Last("statx of an open file");

    private static FileStatus? Ask(int directory, string path, int flags)
    {
        Libc.StatxBuffer buffer;
        fixed (byte* start = NativeText.Path(path))
        {
            if (Libc.Statx(directory, start, flags, Wanted, &buffer) < 0) return null;
        }

        return new FileStatus(buffer.Mode, buffer.Links, buffer.Inode, buffer.Size);
    }
}
