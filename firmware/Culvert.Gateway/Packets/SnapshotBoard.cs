namespace Culvert.Gateway.Packets;

/// <summary>
/// Where the control thread puts the newest snapshot, and what earlier ones held until no packet thread can still be
/// using it: the grace period of read-copy-update, without a lock on either side.
/// </summary>
internal sealed class SnapshotBoard
{
    private readonly Queue<(long Version, IDisposable Thing)> _retired = new();
    private PathSnapshot _current = PathSnapshot.Empty;

    public PathSnapshot Current => Volatile.Read(ref _current);

    /// <summary>Publishes a snapshot in which <paramref name="retired"/> is no longer found.</summary>
    public void Publish(PathSnapshot snapshot, params ReadOnlySpan<IDisposable> retired)
    {
        Volatile.Write(ref _current, snapshot);
        foreach (IDisposable thing in retired) _retired.Enqueue((snapshot.Version, thing));
    }

    /// <summary>Disposes what no thread can be using that has seen <paramref name="oldestSeen"/>.</summary>
    public void Collect(long oldestSeen)
    {
        while (_retired.TryPeek(out (long Version, IDisposable Thing) next) && next.Version <= oldestSeen)
        {
            _retired.Dequeue();
            next.Thing.Dispose();
        }
    }
}
