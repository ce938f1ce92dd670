using Culvert.Core;
using Culvert.Crypto;
using Culvert.Ike.Negotiation;
using Culvert.Ike.V2.Tasks;

namespace Culvert.Ike.V2;

/// <content>The CHILD SAs that it carries, oldest first.</content>
internal sealed partial class IkeSa
{
    private const int MaxChildren = 64;

    // Some peers rekey without saying so: they ask for the same selectors again and delete the old SA later.
    private const int MaxAlike = 4;

    // Rekeyed ones included, whose DELETE may take a while.
    private const int MaxInstalled = 2 * MaxChildren;

    private readonly List<ChildRecord> _children = [];

    public IReadOnlyList<ChildRecord> Children => _children;

    public ChildRecord? NewestChild => _children.Count == 0 ? null : _children[^1];

    /// <summary>What the tunnel still lacks. A rekeyed IKE SA goes on with that of its predecessor.</summary>
    public ChildDemand Demand { get; private set; } = new();

    /// <summary>Whether the tunnel has an SA that is not on its way out.</summary>
    public bool HasUsableChild => _children.Any(c => c.IsCurrent);

    /// <summary>Whether there may be one more CHILD SA.</summary>
    public bool HasRoomFor(SelectorPair selectors) =>
        _children.Count < MaxChildren && _children.Count(c => c.Selectors.IsSameAs(selectors)) < MaxAlike;

    /// <summary>Whether one of them may be rekeyed.</summary>
    public bool HasRoomForRekey => _children.Count < MaxInstalled;

    /// <summary>Whether a CHILD SA that is not on its way out carries any of this.</summary>
    public bool Carries(SelectorPair selectors) => _children.Any(c => c.IsCurrent && c.Selectors.Overlaps(selectors));

    public ChildRecord? FindByOutboundSpi(uint spi) => _children.Find(c => c.OutboundSpi == spi);

    /// <summary>Tells the packet path of a new CHILD SA.</summary>
    /// <param name="weInitiated">Whether the exchange that made it was ours: that decides whose keys are whose.</param>
    /// <param name="outboundReady">Whether the peer is known to have installed its inbound half.</param>
    /// <param name="rekeyed">Which one it takes the place of.</param>
    public ChildRecord Install(Instant now, ChildTerms terms, ChildKeyMaterial keys, bool weInitiated, bool outboundReady, ChildRecord? rekeyed = null)
    {
        TimeSpan rekeyAfter = Jittered(Tunnel.ChildLifetime);
        var sa = new ChildSa
        {
            InboundSpi = terms.InboundSpi,
            OutboundSpi = terms.OutboundSpi,
            Suite = terms.Suite,
            InboundKeys = weInitiated ? keys.ResponderToInitiator : keys.InitiatorToResponder,
            OutboundKeys = weInitiated ? keys.InitiatorToResponder : keys.ResponderToInitiator,
            LocalSelectors = terms.Selectors.Local,
            RemoteSelectors = terms.Selectors.Remote,
            Local = Local,
            Remote = Remote,
            UdpEncapsulated = Nat.UsesUdp,
            ReplayWindow = Tunnel.ReplayWindow,
            Limits = new TrafficLimits(Tunnel.ChildLimit.Times(rekeyAfter / Tunnel.ChildLifetime), Tunnel.ChildLimit),
        };
        Instant rekeyAt = now + rekeyAfter;
        var child = new ChildRecord(sa, now)
        {
            BeganAt = rekeyed?.BeganAt ?? now,
            RekeyAt = rekeyAt,
            Rekey = new Deadline(rekeyAt, "rekey CHILD SA"),
            Expiry = new Deadline(now + Tunnel.ChildLifetime, "CHILD SA lifetime"),
            OutboundReady = outboundReady,
        };
        _children.Add(child);
        Demand.Meet(child.Selectors);
        Emit(new IkeEvent.ChildInstalled(Tunnel.Name, sa, outboundReady));
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

    /// <summary>One direction has carried most, or all, of what it may.</summary>
    public void HandleWear(Instant now, bool isInbound, uint spi, bool isSpent)
    {
        if (State != IkeSaState.Established || _children.Find(c => (isInbound ? c.InboundSpi : c.OutboundSpi) == spi) is not { } child) return;
        if (isSpent) Expire(now, child);
        else RekeyChild(now, child);
    }

    /// <summary>
    /// Authenticated ESP of this child came without UDP. Without a NAT raw ESP passes both ways, and what the peer sends
    /// is what it wants; what comes after this child follows too. Not where raw ESP is known to pass one way only.
    /// </summary>
    public void FollowRaw(uint inboundSpi)
    {
        if (Nat.Situation is not (NatSituation.None or NatSituation.Forced) || !Tunnel.AllowsRawEsp || !Tunnel.FollowsRawEsp) return;
        if (_children.Find(c => c.InboundSpi == inboundSpi) is not { UdpEncapsulated: true } child) return;
        Notice(NoticeLevel.Information, "the peer sends ESP without UDP, and there is no NAT: so do we");
        Nat = Nat with { Situation = NatSituation.None, UsesUdp = false };
        child.UdpEncapsulated = false;
        Emit(new IkeEvent.ChildOutboundRaw(Tunnel.Name, inboundSpi));
    }

    public void StopOutbound(ChildRecord child)
    {
        if (child.OutboundStopped) return;
        child.OutboundStopped = true;
        child.OutboundReady = false;
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
        Carriers.Recover(now, Context.Sas, Tunnel.Name);
    }

    /// <summary>Asks for what the tunnel lacks, one CHILD SA at a time, or waits for the peer to.</summary>
    /// <param name="finishing">A task that is at its end and does not count as already doing it.</param>
    public void AskForMissing(Instant now, CreateChildTask? finishing = null)
    {
        if (State != IkeSaState.Established || !Tunnel.MayInitiate || _childRetry != Deadline.Never) return;
        CreateChildTask[] asking = [.. Tasks.All.OfType<CreateChildTask>().Where(t => t != finishing)];
        if (asking.Any(t => t.Rekeyed is null) || _children.Count >= MaxChildren) return;
        SelectorPair[] covered = [.. _children.Where(c => c.IsCurrent).Select(c => c.Selectors), .. asking.Select(t => t.Selectors)];
        if (Demand.Next(Tunnel, covered) is { } missing) Tasks.Enqueue(now, new CreateChildTask(this, missing));
    }

    /// <summary>A CHILD SA reached its end, or the peer does not know it any more, and none took its place.</summary>
    public void ReplaceLost(Instant now, ChildRecord child, CreateChildTask? finishing = null)
    {
        Demand.Lose(child.Selectors);
        AskForMissing(now, finishing);
    }

    private void MakeOutboundReady(ChildRecord child)
    {
        if (child.OutboundReady || child.OutboundStopped) return;
        child.OutboundReady = true;
        Emit(new IkeEvent.ChildOutboundReady(Tunnel.Name, child.InboundSpi));
    }

    private TimeSpan Jittered(TimeSpan lifetime) => Context.Entropy.Between(lifetime * 0.75, lifetime * 0.80);
}
