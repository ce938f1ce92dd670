using System.Net;
using Culvert.Core;
using Culvert.Esp;
using Culvert.Ike;

namespace Culvert.Control.Paths;

/// <summary>
/// The CHILD SAs of one tunnel as the packet path has them: turns what IKE reports into orders. Holds the outbound half
/// of a child until it is used; everything handed on belongs to the packet path.
/// </summary>
internal sealed class TunnelPaths(string tunnel)
{
    private readonly List<Child> _children = [];
    private readonly List<uint> _stopped = [];

    public bool IsEmpty => _children.Count == 0;

    /// <summary>The packet path has an SA to send on.</summary>
    public bool CanSend => _children.Exists(child => child.IsInUse);

    /// <summary>Orders for the inbound half, at once: the peer may send as soon as it has our answer.</summary>
    public PathChange? Handle(IkeEvent ikeEvent)
    {
        switch (ikeEvent)
        {
            case IkeEvent.ChildInstalled installed:
                _children.Add(new Child(installed.Child.InboundSpi, Outbound(installed.Child)) { IsReady = installed.OutboundReady });
                return new PathChange.InstallInbound(tunnel, Inbound(installed.Child));
            case IkeEvent.ChildOutboundReady ready when Find(ready.InboundSpi) is { } child:
                child.IsReady = true;
                return null;
            case IkeEvent.ChildOutboundStopped stopped:
                Stop(Find(stopped.InboundSpi));
                return null;
            case IkeEvent.ChildRemoved removed:
                Remove(removed.InboundSpi);
                return new PathChange.RemoveInbound(tunnel, removed.InboundSpi);
            case IkeEvent.ChildOutboundRaw raw when Find(raw.InboundSpi) is { } child:
                return child.SendRaw() ? new PathChange.SendRaw(tunnel, child.OutboundSpi) : null;
            case IkeEvent.PeerMoved moved:
                foreach (Child child in _children) child.Move(moved.Remote);
                return new PathChange.MovePeer(tunnel, moved.Remote);
            default:
                return null;
        }
    }

    /// <summary>
    /// The orders for the outbound halves, when all that IKE reported at once has been handled: a child that came and went
    /// meanwhile is never sent on, and between an old one and its successor there is no gap.
    /// </summary>
    public IReadOnlyList<PathChange> Settle()
    {
        var changes = new List<PathChange>();
        foreach (Child child in _children)
        {
            if (child is { IsReady: true, IsWaiting: true } && !IsOutdated(child)) changes.Add(new PathChange.UseOutbound(tunnel, child.TakeOutbound()));
        }

        changes.AddRange(_stopped.Select(spi => new PathChange.StopOutbound(tunnel, spi)));
        _stopped.Clear();
        return changes;
    }

    private Child? Find(uint inboundSpi) => _children.Find(child => child.InboundSpi == inboundSpi);

    // Of two for the same traffic the newer one carries it, also when the older one became ready later.
    private bool IsOutdated(Child child) =>
        _children.SkipWhile(other => other != child).Skip(1).Any(newer => newer.IsReady && newer.HasSelectorsOf(child));

    private void Remove(uint inboundSpi)
    {
        if (Find(inboundSpi) is not { } child) return;
        Stop(child);
        _children.Remove(child);
    }

    private void Stop(Child? child)
    {
        if (child is { IsInUse: true }) _stopped.Add(child.OutboundSpi);
        child?.Stop();
    }

    private static EspSaParameters Inbound(ChildSa sa) => new(
        sa.InboundSpi, sa.Suite, sa.InboundKeys, sa.LocalSelectors, sa.RemoteSelectors, sa.Local, sa.Remote, sa.UdpEncapsulated, sa.ReplayWindow, sa.Limits);

    private static EspSaParameters Outbound(ChildSa sa) => new(
        sa.OutboundSpi, sa.Suite, sa.OutboundKeys, sa.LocalSelectors, sa.RemoteSelectors, sa.Local, sa.Remote, sa.UdpEncapsulated, sa.ReplayWindow, sa.Limits);

    private sealed class Child(uint inboundSpi, EspSaParameters outbound)
    {
        public uint InboundSpi { get; } = inboundSpi;

        private readonly IReadOnlyList<TrafficSelector> _local = outbound.LocalSelectors;
        private readonly IReadOnlyList<TrafficSelector> _remote = outbound.RemoteSelectors;

        // Until the packet path has it. Never handed on twice: a sequence number must not be.
        private EspSaParameters? _waiting = outbound;

        public uint OutboundSpi { get; } = outbound.Spi;

        /// <summary>We may send on it.</summary>
        public bool IsReady { get; set; }

        public bool IsWaiting => _waiting is not null;

        /// <summary>The packet path sends on it.</summary>
        public bool IsInUse { get; private set; }

        public bool HasSelectorsOf(Child other) => _local.SequenceEqual(other._local) && _remote.SequenceEqual(other._remote);

        public EspSaParameters TakeOutbound()
        {
            EspSaParameters outbound = _waiting!;
            _waiting = null;
            IsInUse = true;
            return outbound;
        }

        public void Move(IPEndPoint remote) => _waiting = _waiting is null ? null : _waiting with { Remote = remote };

        /// <returns>Whether the packet path has it already, and must be told.</returns>
        public bool SendRaw()
        {
            _waiting = _waiting is null ? null : _waiting with { UdpEncapsulated = false };
            return IsInUse;
        }

        public void Stop()
        {
            (IsReady, IsInUse) = (false, false);
            _waiting?.Keys.Dispose();
            _waiting = null;
        }
    }
}
