using Culvert.Core;

namespace Culvert.Ike.V2;

/// <summary>Deleted CHILD SAs whose inbound half is kept for packets that are still under way.</summary>
internal sealed class LingeringChildren(Outbox outbox, EspSpis spis)
{
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(10);

    // More than any peer needs; one that makes and deletes them without end is not to fill the memory.
    private const int Most = 256;

    private readonly Queue<(Instant RemoveAt, string Tunnel, ChildRecord Child)> _children = new();

    public Deadline NextDeadline => _children.TryPeek(out var first) ? new Deadline(first.RemoveAt, "old inbound SA") : Deadline.Never;

    public void Add(Instant now, string tunnel, ChildRecord child)
    {
        _children.Enqueue((now + Linger, tunnel, child));
        if (_children.Count > Most) RemoveFirst();
    }

    public void HandleTimeout(Instant now)
    {
        while (_children.TryPeek(out var first) && first.RemoveAt <= now) RemoveFirst();
    }

    private void RemoveFirst()
    {
        (_, string tunnel, ChildRecord child) = _children.Dequeue();
        Remove(tunnel, child);
    }

    /// <summary>Without lingering.</summary>
    public void Remove(string tunnel, ChildRecord child)
    {
        spis.Release(child.InboundSpi);
        outbox.Events.Enqueue(new IkeEvent.ChildRemoved(tunnel, child.InboundSpi, child.OutboundSpi));
    }
}
