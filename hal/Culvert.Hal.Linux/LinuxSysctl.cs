namespace Culvert.Hal.Linux;

/// <summary>The files of /proc/sys.</summary>
public sealed class LinuxSysctl : ISysctl
{
    private const string Root = "/proc/sys/";

    public string? Read(string path)
    {
        try
        {
            return File.ReadAllText(Root + path).TrimEnd();
        }
        catch (IOException)
        {
            return null;
        }
        catch (UnauthorizedAccessException)
        {
            return null;
        }
    }

    public bool TryWrite(string path, string value)
    {
        try
        {
            // A whole line: some settings (kernel.printk_devkmsg) take a word for another one without its end.
            File.WriteAllText(Root + path, value + "\n");
            return true;
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
        catch (UnauthorizedAccessException)
        {
            throw Errno.Of($"write /proc/sys/{path}", KernelException.AccessDenied);
        }
        catch (IOException problem)
        {
            throw new KernelException($"write /proc/sys/{path}", problem.HResult, problem.Message);
        }
    }

    public IReadOnlyList<string> List(string path) =>
        Directory.Exists(Root + path) ? [.. Directory.EnumerateFileSystemEntries(Root + path).Select(Path.GetFileName).OfType<string>()] : [];
}
