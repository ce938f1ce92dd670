namespace Culvert.Hal;

/// <summary>A directory of a machine that has other tenants; the marker is a file beside it.</summary>
/// <param name="directory">Full path.</param>
/// <param name="lastToGo">Name of the file in it that goes last: its lock.</param>
public sealed class DirectoryDataStore(IDurableStorage storage, string directory, string lastToGo) : IDataStore
{
    private readonly string _last = Path.Combine(directory, lastToGo);

    public string Name => directory;

    /// <summary>The marker's path.</summary>
    public string Marker { get; } = MarkerOf(directory);

    /// <param name="directory">Full path, without symbolic links.</param>
    public static string MarkerOf(string directory)
    {
        ArgumentNullException.ThrowIfNull(directory);
        return directory.TrimEnd('/') + ".reset";
    }

    public bool IsWipePending => storage.Read(Marker) is not null;

    public bool HasLeftover => !IsWipePending && storage.HasLeftover(Marker);

    public void ClearLeftover()
    {
        if (HasLeftover) storage.Delete(Marker);
    }

    public void MarkForWipe() => storage.Write(Marker, "A factory reset of the directory beside this file was begun. The next start ends it.\n"u8);

    public void Wipe(Action onProgress)
    {
        ArgumentNullException.ThrowIfNull(onProgress);
        // Whoever wrote into it meanwhile did so for a configuration that is gone.
        for (IReadOnlyList<string> left = Others(); left.Count > 0; left = Others())
        {
            foreach (string path in left)
            {
                storage.Delete(path);
                onProgress();
            }
        }

        storage.Delete(_last);
        storage.CreateDirectory(directory);
        storage.Delete(Marker);
    }

    private IReadOnlyList<string> Others() => [.. storage.List(directory).Where(path => path != _last)];
}
