using Culvert.Esp;
using Culvert.Ike;

namespace Culvert.Control.Paths;

/// <summary>
/// The CHILD SAs of one tunnel as the packet path has them: turns what IKE reports into orders. Holds the outbound half
/// of a child until it may be used; everything handed on belongs to the packet path.
/// </summary>
internal sealed class TunnelPaths(string tunnel)
{
    private readonly Dictionary<uint, Child> _children = [];
    private Child? _inUse;

    public bool IsEmpty => _children.Count == 0;

    /// <summary>The tunnel's packets have an SA to go out on.</summary>
    public bool CanSend => _inUse is not null;

    public IEnumerable<PathChange> Handle(IkeEvent ikeEvent) => ikeEvent switch
    {
        IkeEvent.ChildInstalled installed => Install(installed.Child, installed.OutboundReady),
        IkeEvent.ChildOutboundReady ready => Use(ready.InboundSpi),
        IkeEvent.ChildOutboundStopped stopped => Stop(stopped.InboundSpi),
        IkeEvent.ChildRemoved removed => Remove(removed.InboundSpi),
        _ => [],
    };

    private List<PathChange> Install(ChildSa sa, bool outboundReady)
    {
        _children[sa.InboundSpi] = new Child(sa.OutboundSpi, Outbound(sa));
        List<PathChange> changes = [new PathChange.InstallInbound(tunnel, Inbound(sa))];
        if (outboundReady) changes.AddRange(Use(sa.InboundSpi));
        return changes;
    }

    private IEnumerable<PathChange> Use(uint inboundSpi)
    {
        if (!_children.TryGetValue(inboundSpi, out Child? child) || child.Waiting is not { } outbound) return [];
        child.Waiting = null;
        _inUse = child;
        return [new PathChange.UseOutbound(tunnel, outbound)];
    }

    private IEnumerable<PathChange> Stop(uint inboundSpi)
    {
        if (!_children.TryGetValue(inboundSpi, out Child? child)) return [];
        bool wasHandedOn = child.Waiting is null;
        child.Waiting?.Keys.Dispose();
        child.Waiting = null;
        if (_inUse == child) _inUse = null;
        return wasHandedOn ? [new PathChange.StopOutbound(tunnel, child.OutboundSpi)] : [];
    }

    private List<PathChange> Remove(uint inboundSpi)
    {
        List<PathChange> changes = [.. Stop(inboundSpi), new PathChange.RemoveInbound(tunnel, inboundSpi)];
        _children.Remove(inboundSpi);
        return changes;
    }

    private static EspSaParameters Inbound(ChildSa sa) => new(
        sa.InboundSpi, sa.Suite, sa.InboundKeys, sa.LocalSelectors, sa.RemoteSelectors, sa.Local, sa.Remote, sa.UdpEncapsulated, sa.ReplayWindow);

    private static EspSaParameters Outbound(ChildSa sa) => new(
        sa.OutboundSpi, sa.Suite, sa.OutboundKeys, sa.LocalSelectors, sa.RemoteSelectors, sa.Local, sa.Remote, sa.UdpEncapsulated, sa.ReplayWindow);

    private sealed class Child(uint outboundSpi, EspSaParameters waiting)
    {
        public uint OutboundSpi { get; } = outboundSpi;

        /// <summary>The outbound half, until the packet path has it.</summary>
        public EspSaParameters? Waiting { get; set; } = waiting;
    }
}
