using Culvert.Gateway.Supervision;
using Culvert.Hal.Packets;

namespace Culvert.Gateway.Packets;

/// <summary>One packet thread: waits, works, and between the two takes note of the newest snapshot.</summary>
internal sealed class PacketLoop(string name, IPacketWork work, IPacketWaiter waiter, SnapshotBoard board) : IDisposable
{
    private static readonly TimeSpan LongestTurn = TimeSpan.FromSeconds(2);

    private Thread? _thread;
    private PathSnapshot? _watched;
    private long _seen = long.MaxValue;
    private volatile bool _stopping;

    public Pulse Pulse { get; } = new(name, LongestTurn, waiter.Wake);

    /// <summary>Nothing of a snapshot before this one is in use here.</summary>
    public long Seen => Volatile.Read(ref _seen);

    /// <param name="prepare">Runs first, on the thread itself.</param>
    public void Start(Action prepare)
    {
        _seen = 0;
        _thread = new Thread(() => Run(prepare)) { Name = name, IsBackground = true };
        _thread.Start();
    }

    /// <summary>Makes the thread look at the newest snapshot soon, even when no packet comes.</summary>
    public void Wake() => waiter.Wake();

    /// <summary>One turn without waiting.</summary>
    public void Step() => Work(Look());

    /// <summary>Ends the thread; nothing of any snapshot is then in use here.</summary>
    public void Stop()
    {
        _stopping = true;
        waiter.Wake();
        _thread?.Join();
        Volatile.Write(ref _seen, long.MaxValue);
    }

    public void Dispose() => waiter.Dispose();

    private void Run(Action prepare)
    {
        prepare();
        while (!_stopping)
        {
            PathSnapshot snapshot = Look();
            waiter.Wait();
            Work(snapshot);
            Pulse.Answer();
        }
    }

    private PathSnapshot Look()
    {
        PathSnapshot snapshot = board.Current;
        Volatile.Write(ref _seen, snapshot.Version);
        if (snapshot != _watched) waiter.Watch(work.SourcesOf(snapshot));
        _watched = snapshot;
        return snapshot;
    }

    private void Work(PathSnapshot snapshot)
    {
        if (!work.Run(snapshot, waiter)) _watched = null;
    }
}
