using System.Text;

namespace Culvert.Hal.Linux;

/// <summary>Write beside, fsync, rename over, fsync the directory.</summary>
public sealed unsafe class LinuxStorage : IDurableStorage
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public byte[]? Read(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public void Write(string path, ReadOnlySpan<byte> content)
    {
        string temporary = path + ".new";
        // A leftover of a power cut: made anew, so that the mode is ours from the first byte on.
        File.Delete(temporary);
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = OwnerOnly,
        };
        using (var file = new FileStream(temporary, options))
        {
            file.Write(content);
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
        SyncDirectoryOf(path);
    }

    public void Delete(string path)
    {
        if (!File.Exists(path)) return;
        File.Delete(path);
        SyncDirectoryOf(path);
    }

    public void CreateDirectory(string path)
    {
        if (Directory.Exists(path)) return;
        Directory.CreateDirectory(path, OwnerOnly | UnixFileMode.UserExecute);
        SyncDirectoryOf(path);
    }

    public IDisposable? TryLock(string path)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            UnixCreateMode = OwnerOnly,
        };
        try
        {
            return new FileStream(path, options);
        }
        catch (IOException busy) when (busy.HResult == Libc.Eagain)
        {
            return null;
        }
    }

    // A rename is durable only when the directory is.
    private static void SyncDirectoryOf(string path)
    {
        string directory = Path.GetDirectoryName(Path.GetFullPath(path)) ?? "/";
        byte[] name = Encoding.UTF8.GetBytes(directory + '\0');
        int descriptor;
        fixed (byte* start = name) descriptor = Libc.Open(start, Libc.OpenDirectory | Libc.OpenCloseOnExec);
        if (descriptor < 0) throw Errno.Last($"open {directory}");
        using var owner = new FileDescriptor(descriptor);
        if (Libc.Fsync(descriptor) < 0) throw Errno.Last($"fsync {directory}");
    }
}
