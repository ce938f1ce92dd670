using System.Net;
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
    private Child? _inUse;

    public bool IsEmpty => _children.Count == 0;

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
                Find(stopped.InboundSpi)?.Stop();
                return null;
            case IkeEvent.ChildRemoved removed:
                Remove(removed.InboundSpi);
                return new PathChange.RemoveInbound(tunnel, removed.InboundSpi);
            case IkeEvent.PeerMoved moved:
                foreach (Child child in _children) child.Move(moved.Remote);
                return new PathChange.MovePeer(tunnel, moved.Remote);
            default:
                return null;
        }
    }

    /// <summary>
    /// The order for the outbound half, when all that IKE reported at once has been handled: a child that came and went
    /// meanwhile is never sent on, and between an old one and its successor there is no gap.
    /// </summary>
    public PathChange? Settle()
    {
        Child? best = _children.FindLast(child => child.IsReady && (child.Waiting is not null || child == _inUse));
        if (best == _inUse) return null;
        Child? before = _inUse;
        _inUse = best;
        return best is null ? new PathChange.StopOutbound(tunnel, before!.OutboundSpi) : new PathChange.UseOutbound(tunnel, best.TakeOutbound());
    }

    private Child? Find(uint inboundSpi) => _children.Find(child => child.InboundSpi == inboundSpi);

    private void Remove(uint inboundSpi)
    {
        if (Find(inboundSpi) is not { } child) return;
        child.Stop();
        _children.Remove(child);
    }

    private static EspSaParameters Inbound(ChildSa sa) => new(
        sa.InboundSpi, sa.Suite, sa.InboundKeys, sa.LocalSelectors, sa.RemoteSelectors, sa.Local, sa.Remote, sa.UdpEncapsulated, sa.ReplayWindow);

    private static EspSaParameters Outbound(ChildSa sa) => new(
        sa.OutboundSpi, sa.Suite, sa.OutboundKeys, sa.LocalSelectors, sa.RemoteSelectors, sa.Local, sa.Remote, sa.UdpEncapsulated, sa.ReplayWindow);

    private sealed class Child(uint inboundSpi, EspSaParameters outbound)
    {
        public uint InboundSpi { get; } = inboundSpi;

        public uint OutboundSpi { get; } = outbound.Spi;

        /// <summary>We may send on it.</summary>
        public bool IsReady { get; set; }

        /// <summary>The outbound half, until the packet path has it. Never handed on twice: a sequence number must not be.</summary>
        public EspSaParameters? Waiting { get; private set; } = outbound;

        public EspSaParameters TakeOutbound()
        {
            EspSaParameters outbound = Waiting!;
            Waiting = null;
            return outbound;
        }

        public void Move(IPEndPoint remote) => Waiting = Waiting is null ? null : Waiting with { Remote = remote };

        public void Stop()
        {
            IsReady = false;
            Waiting?.Keys.Dispose();
            Waiting = null;
        }
    }
}
