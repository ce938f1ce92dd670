using Culvert.Gateway.Boot;
using Culvert.Gateway.Configuration;
using Culvert.Gateway.ControlSocket;
using Culvert.Hal;
using Culvert.Hal.Linux;

namespace Culvert.Gateway.Reset;

/// <summary>
/// The slow part of a factory reset: marker, then the store. From the one to the other nobody else commits a configuration.
/// Used by one thread at a time.
/// </summary>
internal sealed class DataWipe(IDataStore data, ConfigStore store) : IDisposable
{
    private const string CannotEnd = "cannot end the factory reset";

    private static readonly TimeSpan LockInterval = TimeSpan.FromMilliseconds(50);

    private IDisposable? _alone;

    /// <summary>A commit takes a moment; somebody who holds the lock for longer does not keep a box from its reset.</summary>
    public TimeSpan LockPatience { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>For the machine that we are on.</summary>
    /// <param name="control">The gateway's control socket.</param>
    public static DataWipe Of(IDurableStorage storage, string directory, string control) => ImageLayout.IsHere
        ? new DataWipe(new ImageDataStore(request => ControlClient.TryAsk(ControlPath.OfInit(control), request)), new ConfigStore(storage, RealPath.Of(directory)))
        : OfDirectory(storage, directory);

    /// <summary>For the configuration directory of a machine that has other tenants.</summary>
    public static DataWipe OfDirectory(IDurableStorage storage, string directory)
    {
        // The marker must be the same whatever link somebody came by.
        var store = new ConfigStore(storage, RealPath.Of(directory));
        return new DataWipe(new DirectoryDataStore(storage, store.Directory, ConfigStore.LockFileName), store);
    }

    /// <summary>The configuration of a directory, once a reset that something cut short has been ended.</summary>
    /// <exception cref="UserException">It cannot be ended, or somebody is at it.</exception>
    public static ConfigStore OpenStore(IDurableStorage storage, string directory)
    {
        using DataWipe wipe = OfDirectory(storage, directory);
        wipe.Resume();
        return new ConfigStore(storage, directory);
    }

    /// <summary>Ends a wipe that something cut short. Nothing of what is left is read.</summary>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="UserException">It cannot be ended, or somebody is at it.</exception>
    public bool Resume()
    {
        if (!Prepare()) return false;
        if (Wipe() is { } failure) throw new UserException(failure);
        return true;
    }

    /// <summary>Looks for a wipe that something cut short, and keeps everybody else from it: <see cref="Wipe"/> ends it.</summary>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="UserException">That cannot be seen, or somebody is at it.</exception>
    public bool Prepare()
    {
        bool isPending = false;
        if (Try("cannot see whether a factory reset is to be ended", () => isPending = data.IsWipePending) is { } unseen) throw new UserException(unseen);
        if (!isPending)
        {
            // It says nothing any more: a disk that refuses is no reason not to start.
            _ = Try("cannot tidy up after a factory reset", Tidy);
            return false;
        }

        if (Try(CannotEnd, () => _alone = Lock()) is { } unlocked) throw new UserException(unlocked);
        if (_alone is null) throw new UserException($"a factory reset is under way, {data.Name}, do it again when that has ended");
        return true;
    }

    /// <returns>Why it failed, for a person; null when the marker is there.</returns>
    public string? Mark() => Try("cannot begin a factory reset", () =>
    {
        _alone ??= LockIfPossible();
        data.MarkForWipe();
    });

    /// <param name="onProgress">Called whenever a part of it is done.</param>
    /// <returns>Why it failed, for a person; null when the store is as it left the factory.</returns>
    public string? Wipe(Action? onProgress = null) => Try(CannotEnd, () =>
    {
        _alone ??= LockIfPossible();
        data.Wipe(onProgress ?? (static () => { }));
        Dispose();
    });

    public void Dispose()
    {
        _alone?.Dispose();
        _alone = null;
    }

    // Whoever has the lock may be about to put a marker: then the rest is in its hands.
    private void Tidy()
    {
        if (!data.HasLeftover) return;
        using IDisposable? alone = store.TryLock();
        if (alone is not null) data.ClearLeftover();
    }

    private IDisposable? Lock()
    {
        for (TimeSpan waited = TimeSpan.Zero; ; waited += LockInterval)
        {
            if (store.TryLock() is { } alone) return alone;
            if (waited >= LockPatience) return null;
            Thread.Sleep(LockInterval);
        }
    }

    // A disk without room for the lock, or one that can only be read, does not keep a box from its reset either: what can be
    // marked and erased counts.
    private IDisposable? LockIfPossible()
    {
        try
        {
            return Lock();
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private string? Try(string what, Action step)
    {
        try
        {
            step();
            return null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return $"{what}, {data.Name}, {problem.Message}";
        }
    }
}
