namespace Culvert.Hal.Linux;

/// <summary>
/// Write beside, fsync, exchange the two names, fsync the directory; then what was there before is overwritten and goes. A
/// file that goes is moved aside first: under its own name it is whole or not there.
/// </summary>
public sealed unsafe class LinuxStorage : IDurableStorage
{
    private const string Beside = ".new";
    private const int ReadAttempts = 10;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Everybody = OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private readonly Func<int, int> _syncDirectory;

    public LinuxStorage()
        : this(Libc.Fsync)
    {
    }

    /// <param name="syncDirectory">fsync(2) for directories; tests look at what there is at that moment.</param>
    internal LinuxStorage(Func<int, int> syncDirectory) => _syncDirectory = syncDirectory;

    public byte[]? Read(string path)
    {
        try
        {
            // A file that was replaced meanwhile may have been overwritten under our hands.
            for (int attempt = 1; ; attempt++)
            {
                if (TryReadUndisturbed(path, out byte[] content) || attempt == ReadAttempts) return content;
            }
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public void Write(string path, ReadOnlySpan<byte> content) => Write(path, content, OwnerOnly);

    public void Publish(string path, ReadOnlySpan<byte> content) => Write(path, content, Everybody);

    private void Write(string path, ReadOnlySpan<byte> content, UnixFileMode mode)
    {
        string temporary = path + Beside;
        // A leftover of a power cut: made anew, so that the mode is ours from the first byte on.
        Discard(temporary);
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = OwnerOnly,
        };
        using (var file = new FileStream(temporary, options))
        {
            file.Write(content);
            // Whatever the process's umask says.
            if (mode != OwnerOnly) File.SetUnixFileMode(file.SafeFileHandle, mode);
            file.Flush(flushToDisk: true);
        }

        bool isExchanged = TryExchange(temporary, path);
        if (!isExchanged) File.Move(temporary, path, overwrite: true);
        SyncDirectoryOf(path);
        if (isExchanged) TryDiscard(temporary);
    }

    public void Delete(string path)
    {
        if (FileStatus.Of(path) is not { } status)
        {
            if (!HasLeftover(path)) return;
            Discard(path + Beside);
        }
        else if (status.IsDirectory)
        {
            Directory.Delete(path);
        }
        else
        {
            Discard(path + Beside);
            Rename(path, path + Beside);
            SyncDirectoryOf(path);
            Discard(path + Beside);
        }

        SyncDirectoryOf(path);
    }

    public bool HasLeftover(string path) => FileStatus.Of(path + Beside) is not null;

    public IReadOnlyList<string> List(string directory)
    {
        if (!Directory.Exists(directory)) return [];
        List<string> found = [];
        foreach (string path in Directory.EnumerateFileSystemEntries(directory).Order(StringComparer.Ordinal))
        {
            // A link to a directory is a file to us: what it leads to is not ours.
            if (FileStatus.Of(path) is { IsDirectory: true }) found.AddRange(List(path));
            found.Add(path);
        }

        return found;
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

    private static bool TryReadUndisturbed(string path, out byte[] content)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        content = new byte[file.Length];
        int length = file.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
        return length == content.Length && FileStatus.Of(file.SafeFileHandle).Inode == FileStatus.Of(path, follow: true)?.Inode;
    }

    // False: there is no file yet to exchange with, or the file system cannot do it.
    private static bool TryExchange(string left, string right) => Rename(left, right, Libc.RenameExchange) == 0;

    private static void Rename(string from, string to)
    {
        if (Rename(from, to, flags: 0) < 0) throw Errno.Last($"rename {from}");
    }

    private static int Rename(string from, string to, uint flags)
    {
        fixed (byte* source = NativeText.Path(from), target = NativeText.Path(to))
        {
            return Libc.Renameat2(Libc.AtWorkingDirectory, source, Libc.AtWorkingDirectory, target, flags);
        }
    }

    // The new content is in its place and durable: what is left of the old one is seen to by the next write, or the wipe.
    private static void TryDiscard(string path)
    {
        try
        {
            Discard(path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
        }
    }

    private static void Discard(string path)
    {
        if (FileStatus.Of(path) is not { } status) return;
        // Under another name, or behind a link, the content is somebody else's. A lock that we hold ourselves is empty.
        if (status is { IsRegular: true, Links: 1, Length: > 0 }) Overwrite(path);
        File.Delete(path);
    }

    private static void Overwrite(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        byte[] nothing = new byte[4096];
        for (long left = file.Length; left > 0; left -= nothing.Length) file.Write(nothing);
        file.Flush(flushToDisk: true);
    }

    // A rename is durable only when the directory is.
    private void SyncDirectoryOf(string path)
    {
        string directory = Path.GetDirectoryName(Path.GetFullPath(path)) ?? "/";
        int descriptor;
        fixed (byte* start = NativeText.Path(directory)) descriptor = Libc.Open(start, Libc.OpenDirectory | Libc.OpenCloseOnExec);
        if (descriptor < 0) throw Errno.Last($"open {directory}");
        using var owner = new FileDescriptor(descriptor);
        if (_syncDirectory(descriptor) < 0) throw Errno.Last($"fsync {directory}");
    }
}
