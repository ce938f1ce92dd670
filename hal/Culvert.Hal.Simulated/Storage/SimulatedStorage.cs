namespace Culvert.Hal.Simulated;

/// <summary>A disk in memory that can lose its power at any step of any write.</summary>
public sealed class SimulatedStorage : IDurableStorage
{
    private readonly Dictionary<string, byte[]> _files = new(StringComparer.Ordinal);
    private readonly HashSet<string> _directories = new(StringComparer.Ordinal);
    private int _stepsLeft = int.MaxValue;

    public IReadOnlyDictionary<string, byte[]> Files => _files;

    /// <summary>Steps done so far; each write has two: before and after it is durable.</summary>
    public int Steps { get; private set; }

    /// <summary>The power goes after this many more steps.</summary>
    public void CutPowerAfter(int steps) => _stepsLeft = steps;

    public void RestorePower() => _stepsLeft = int.MaxValue;

    /// <summary>What every write throws, as of a full disk; null: writes succeed.</summary>
    public Exception? WriteFailure { get; set; }

    /// <summary>Where alone <see cref="WriteFailure"/> strikes: the end of a path; empty: everywhere.</summary>
    public string WriteFailureAt { get; set; } = "";

    /// <summary>Called after each read: what another process does meanwhile.</summary>
    public Action<string> AfterRead { get; set; } = static _ => { };

    public byte[]? Read(string path)
    {
        byte[]? content = _files.TryGetValue(path, out byte[]? found) ? [.. found] : null;
        AfterRead(path);
        return content;
    }

    public void Write(string path, ReadOnlySpan<byte> content)
    {
        if (Path.GetDirectoryName(path) is { Length: > 0 } directory && !_directories.Contains(directory))
            throw new DirectoryNotFoundException($"there is no directory {directory}");
        if (WriteFailure is not null && path.EndsWith(WriteFailureAt, StringComparison.Ordinal)) throw WriteFailure;
        byte[] copy = content.ToArray();
        Change(() => _files[path] = copy);
    }

    public void Delete(string path) => Change(() => _files.Remove(path));

    public void CreateDirectory(string path) => Change(() => _directories.Add(path));

    /// <summary>Makes <see cref="TryLock"/> fail, as another process would.</summary>
    public bool IsLockedByOther { get; set; }

    public IDisposable? TryLock(string path) => IsLockedByOther ? null : new Unlocked();

    private sealed class Unlocked : IDisposable
    {
        public void Dispose()
        {
        }
    }

    private void Change(Action change)
    {
        Step();
        change();
        Step();
    }

    private void Step()
    {
        if (_stepsLeft <= 0) throw new PowerCutException();
        _stepsLeft--;
        Steps++;
    }
}
