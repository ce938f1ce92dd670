namespace Culvert.Hal.Simulated;

/// <summary>
/// A disk in memory that can lose its power at any step of any write. Blocks keep what was written to them until they are
/// overwritten, whether a file has them or not, and can be searched.
/// </summary>
public sealed class SimulatedStorage : IDurableStorage
{
    // What a write puts there first, and what it leaves there of the file before.
    private const string Beside = ".new";

    private readonly Dictionary<string, byte[]> _files = new(StringComparer.Ordinal);
    private readonly HashSet<string> _directories = new(StringComparer.Ordinal);
    private readonly List<byte[]> _medium = [];
    private readonly Dictionary<string, Held> _locks = new(StringComparer.Ordinal);
    private int _stepsLeft = int.MaxValue;

    public IReadOnlyDictionary<string, byte[]> Files => _files;

    /// <summary>Steps done so far: everything between two of them is on the disk or is not.</summary>
    public int Steps { get; private set; }

    /// <summary>Files written so far.</summary>
    public int Writes { get; private set; }

    /// <summary>The power goes after this many more steps.</summary>
    public void CutPowerAfter(int steps) => _stepsLeft = steps;

    /// <summary>Nobody who was at work when the power went is there any more: locks are free.</summary>
    public void RestorePower()
    {
        _stepsLeft = int.MaxValue;
        _locks.Clear();
    }

    /// <summary>What every write throws, as of a full disk; null: writes succeed.</summary>
    public Exception? WriteFailure { get; set; }

    /// <summary>Where alone <see cref="WriteFailure"/> strikes: the end of a path; empty: everywhere.</summary>
    public string WriteFailureAt { get; set; } = "";

    /// <summary>What every removal of a file throws, as of a broken disk; null: they succeed.</summary>
    public Exception? DeleteFailure { get; set; }

    /// <summary>Called after each read: what another process does meanwhile.</summary>
    public Action<string> AfterRead { get; set; } = static _ => { };

    /// <summary>Whether the octets are anywhere on the disk, in a file or in blocks that no file has any more.</summary>
    public bool IsOnMedium(ReadOnlySpan<byte> octets)
    {
        foreach (byte[] block in _medium)
        {
            if (block.AsSpan().IndexOf(octets) >= 0) return true;
        }

        return false;
    }

    public byte[]? Read(string path)
    {
        byte[]? content = _files.TryGetValue(path, out byte[]? found) ? [.. found] : null;
        AfterRead(path);
        return content;
    }

    public void Publish(string path, ReadOnlySpan<byte> content) => Write(path, content);

    public void Write(string path, ReadOnlySpan<byte> content)
    {
        if (Path.GetDirectoryName(path) is { Length: > 0 } directory && !_directories.Contains(directory))
            throw new DirectoryNotFoundException($"there is no directory {directory}");
        FailWrite(path);
        Discard(path + Beside);
        byte[] block = content.ToArray();
        Step();
        _medium.Add(block);
        _files[path + Beside] = block;
        Step();
        bool isReplaced = Exchange(path, path + Beside);
        Step();
        Writes++;
        if (isReplaced) Discard(path + Beside);
    }

    public void Delete(string path)
    {
        if (_directories.Contains(path) && !_files.ContainsKey(path))
        {
            Step();
            _directories.Remove(path);
            return;
        }

        if (!_files.ContainsKey(path) && !HasLeftover(path)) return;
        if (DeleteFailure is not null) throw DeleteFailure;
        Discard(path + Beside);
        if (!_files.ContainsKey(path)) return;
        Step();
        _files.Remove(path, out byte[]? block);
        _files[path + Beside] = block!;
        Discard(path + Beside);
    }

    public bool HasLeftover(string path) => _files.ContainsKey(path + Beside);

    public IReadOnlyList<string> List(string directory) =>
    [
        .. _files.Keys.Concat(_directories).Where(path => path.StartsWith(directory + '/', StringComparison.Ordinal)).OrderDescending(StringComparer.Ordinal),
    ];

    public void CreateDirectory(string path)
    {
        Step();
        for (string? directory = path; directory is { Length: > 0 }; directory = Path.GetDirectoryName(directory)) _directories.Add(directory);
        Step();
    }

    /// <summary>Makes <see cref="TryLock"/> fail, as another process would.</summary>
    public bool IsLockedByOther { get; set; }

    public IDisposable? TryLock(string path)
    {
        if (IsLockedByOther) return null;
        // It is a file, which must be made first.
        if (!_files.ContainsKey(path)) FailWrite(path);
        var held = new Held(this, path);
        return _locks.TryAdd(path, held) ? held : null;
    }

    private sealed class Held(SimulatedStorage storage, string path) : IDisposable
    {
        public void Dispose()
        {
            if (storage._locks.TryGetValue(path, out Held? held) && held == this) storage._locks.Remove(path);
        }
    }

    // A name has one content or the other at any time, never none.
    private bool Exchange(string path, string beside)
    {
        bool isReplaced = _files.TryGetValue(path, out byte[]? before);
        _files[path] = _files[beside];
        if (isReplaced) _files[beside] = before!;
        else _files.Remove(beside);
        return isReplaced;
    }

    private void FailWrite(string path)
    {
        if (WriteFailure is not null && path.EndsWith(WriteFailureAt, StringComparison.Ordinal)) throw WriteFailure;
    }

    private void Discard(string path)
    {
        if (!_files.TryGetValue(path, out byte[]? block)) return;
        Step();
        block.AsSpan().Clear();
        Step();
        _files.Remove(path);
    }

    private void Step()
    {
        if (_stepsLeft <= 0) throw new PowerCutException();
        _stepsLeft--;
        Steps++;
    }
}
