using Culvert.Core;
using Culvert.Crypto;
using Culvert.Ike.V2.Tasks;

namespace Culvert.Ike.V2;

/// <content>The CHILD SAs that it carries, oldest first.</content>
internal sealed partial class IkeSa
{
    private const int MaxChildren = 4;

    private readonly List<ChildRecord> _children = [];

    public IReadOnlyList<ChildRecord> Children => _children;

    public ChildRecord? NewestChild => _children.Count == 0 ? null : _children[^1];

    /// <summary>Whether the tunnel has an SA that is not on its way out.</summary>
    public bool HasUsableChild => _children.Any(c => !c.IsDeleting && c.Successor is null);

    /// <summary>
    /// Whether the peer may have one more. A tunnel has one pair of selectors; some peers rekey without saying so, and then
    /// ask for the same pair again.
    /// </summary>
    public bool HasRoomFor(IReadOnlyList<TrafficSelector> local, IReadOnlyList<TrafficSelector> remote) =>
        _children.Count < MaxChildren && _children.All(c => c.LocalSelectors.SequenceEqual(local) && c.RemoteSelectors.SequenceEqual(remote));

    public ChildRecord? FindByOutboundSpi(uint spi) => _children.Find(c => c.OutboundSpi == spi);

    /// <summary>Tells the packet path of a new CHILD SA.</summary>
    /// <param name="weInitiated">Whether the exchange that made it was ours: that decides whose keys are whose.</param>
    /// <param name="outboundReady">Whether the peer is known to have installed its inbound half.</param>
    public ChildRecord Install(Instant now, ChildTerms terms, ChildKeyMaterial keys, bool weInitiated, bool outboundReady)
    {
        var sa = new ChildSa
        {
            InboundSpi = terms.InboundSpi,
            OutboundSpi = terms.OutboundSpi,
            Suite = terms.Suite,
            InboundKeys = weInitiated ? keys.ResponderToInitiator : keys.InitiatorToResponder,
            OutboundKeys = weInitiated ? keys.InitiatorToResponder : keys.ResponderToInitiator,
            LocalSelectors = terms.LocalSelectors,
            RemoteSelectors = terms.RemoteSelectors,
            Local = Local,
            Remote = Remote,
            UdpEncapsulated = Nat.UsesUdp,
            ReplayWindow = Tunnel.ReplayWindow,
        };
        Instant rekeyAt = now + Jittered(Tunnel.ChildLifetime);
        var child = new ChildRecord(sa, now)
        {
            RekeyAt = rekeyAt,
            Rekey = new Deadline(rekeyAt, "rekey CHILD SA"),
            Expiry = new Deadline(now + Tunnel.ChildLifetime, "CHILD SA lifetime"),
            OutboundReady = outboundReady,
        };
        _children.Add(child);
        Emit(new IkeEvent.ChildInstalled(Tunnel.Name, sa, outboundReady));
        if (outboundReady) Context.Carriers.Use(Tunnel.Name, child);
        return child;
    }

    /// <summary>The CHILD SA of IKE_AUTH.</summary>
    public void InstallFirst(Instant now, ChildTerms terms, ChildKeyMaterial keys)
    {
        bool isRedundant = Succession.IsRedundant(Context, this);
        ChildRecord child = Install(now, terms, keys, weInitiated: IsInitiator, outboundReady: !isRedundant);
        if (isRedundant) StopOutbound(child);
    }

    /// <summary>The peer has proved that it knows the new CHILD SAs, or is about to forget the old ones: send on them.</summary>
    public void HandlePeerRequest()
    {
        foreach (ChildRecord child in _children) MakeOutboundReady(child);
    }

    /// <summary>The peer sends on this one, so it has installed it.</summary>
    public void HandleFirstPacket(uint inboundSpi)
    {
        if (_children.Find(c => c.InboundSpi == inboundSpi) is { } child) MakeOutboundReady(child);
    }

    public void StopOutbound(ChildRecord child)
    {
        if (child.OutboundStopped) return;
        child.OutboundStopped = true;
        child.OutboundReady = false;
        Context.Carriers.Drop(Tunnel.Name, child);
        Emit(new IkeEvent.ChildOutboundStopped(Tunnel.Name, child.InboundSpi));
    }

    /// <summary>It is deleted. What is still under way on it may come in for a while.</summary>
    public void RemoveLingering(Instant now, ChildRecord child)
    {
        if (!_children.Remove(child)) return;
        foreach (ChildRecord left in _children.Where(c => c.Successor == child)) left.Successor = null;
        if (child.Successor is { } successor && _children.Contains(successor)) MakeOutboundReady(successor);
        StopOutbound(child);
        Context.Lingering.Add(now, Tunnel.Name, child);
        Context.Carriers.Recover(now, Tunnel.Name);
    }

    /// <summary>A CHILD SA ended and none took its place: make one, or wait for the peer to.</summary>
    /// <param name="finishing">A task that is at its end and does not count as already doing it.</param>
    public void ReplaceLostChild(Instant now, CreateChildTask? finishing = null)
    {
        bool wanted = State == IkeSaState.Established && !HasUsableChild && Tunnel.MayInitiate;
        if (wanted && !Tasks.Has(t => t is CreateChildTask && t != finishing)) Tasks.Enqueue(now, new CreateChildTask(this, rekeyed: null));
    }

    private void MakeOutboundReady(ChildRecord child)
    {
        if (child.OutboundReady || child.OutboundStopped) return;
        child.OutboundReady = true;
        Context.Carriers.Use(Tunnel.Name, child);
        Emit(new IkeEvent.ChildOutboundReady(Tunnel.Name, child.InboundSpi));
    }

    private TimeSpan Jittered(TimeSpan lifetime) => Context.Entropy.Between(lifetime * 0.75, lifetime * 0.80);
}
