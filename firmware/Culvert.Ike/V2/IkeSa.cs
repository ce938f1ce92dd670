using System.Net;
using Culvert.Core;
using Culvert.Crypto;
using Culvert.Ike.V2.Tasks;
using Culvert.Ike.Wire;

namespace Culvert.Ike.V2;

/// <summary>One IKE SA: who it joins, its keys, its state. Its exchanges are run by <see cref="Tasks"/> and <see cref="Responder"/>.</summary>
internal sealed partial class IkeSa
{
    private bool _isAnnounced;
    private SkCipher? _inbound;
    private SkCipher? _outbound;

    public IkeSa(IkeContext context, IkeTunnelConfig tunnel, bool isInitiator, Instant now, IPEndPoint local, IPEndPoint remote)
    {
        Context = context;
        Tunnel = tunnel;
        IsInitiator = isInitiator;
        CreatedAt = now;
        (Local, Remote, FirstRemote) = (local, remote, remote);
        LocalSpi = context.Sas.NewSpi(context.Entropy);
        State = isInitiator ? IkeSaState.Connecting : IkeSaState.HalfOpen;
        Tasks = new TaskManager(this);
        Responder = new RequestResponder(this);
    }

    public IkeContext Context { get; }

    /// <summary>For a half-open IKE SA the likely one; IKE_AUTH tells.</summary>
    public IkeTunnelConfig Tunnel
    {
        get;
        set
        {
            string? before = field?.Name;
            field = value;
            if (before is not null && before != value.Name) Context.Sas.Move(this, before);
        }
    }

    /// <summary>Whether we began the exchange that made it.</summary>
    public bool IsInitiator { get; }

    public ulong LocalSpi { get; }

    public ulong RemoteSpi { get; set; }

    public ulong InitiatorSpi => IsInitiator ? LocalSpi : RemoteSpi;

    public ulong ResponderSpi => IsInitiator ? RemoteSpi : LocalSpi;

    public IPEndPoint Local { get; set; }

    public IPEndPoint Remote { get; set; }

    /// <summary>Where its first message came from or went to.</summary>
    public IPEndPoint FirstRemote { get; }

    /// <summary>As responder, the IKE_SA_INIT request that began it.</summary>
    public ReadOnlyMemory<byte> FirstRequest { get; init; }

    public IkeSaState State { get; private set; }

    public Attempt? Attempt { get; init; }

    public TaskManager Tasks { get; }

    public RequestResponder Responder { get; }

    public IkeProposal? Suite { get; private set; }

    public IkeSaKeys? Keys { get; private set; }

    public bool HasKeys => Keys is not null;

    public NatDetection.Verdict Nat { get; set; }

    /// <summary>What IKE_AUTH signs; empty afterwards.</summary>
    public InitialExchange Initial { get; private set; } = new();

    public Instant CreatedAt { get; }

    /// <summary>Whether IKE_AUTH ended well, for this IKE SA or the first in its line of rekeys.</summary>
    public bool IsAuthenticated { get; private set; }

    /// <summary>When IKE_AUTH ended, of this IKE SA or of the first in its line of rekeys.</summary>
    public Instant AuthenticatedAt { get; private set; }

    public Instant EstablishedAt { get; private set; }

    public void UseKeys(IkeProposal suite, IkeSaKeys keys)
    {
        (Suite, Keys) = (suite, keys);
        SkCipher initiators = SkCipher.Create(suite, keys.Ei, keys.Ai);
        SkCipher responders = SkCipher.Create(suite, keys.Er, keys.Ar);
        (_outbound, _inbound) = IsInitiator ? (initiators, responders) : (responders, initiators);
    }

    /// <summary>For harnesses that go past authentication: the cipher of what we receive.</summary>
    internal SkCipher? InboundCipher => _inbound;

    /// <summary>IKE_AUTH succeeded.</summary>
    public void Establish(Instant now)
    {
        IsAuthenticated = true;
        AuthenticatedAt = now;
        Initial = new InitialExchange();
        BecomeEstablished(now);
        Context.Attempts.Finish(this);
        Emit(new IkeEvent.IkeSaEstablished(Tunnel.Name, IsRekey: false));
        Emit(new IkeEvent.PeerAnswered(Tunnel.Name, now));
    }

    /// <summary>The IKE SA that a rekey of this one makes: same tunnel, path and children (RFC 7296 section 2.18).</summary>
    public IkeSa MakeSuccessor(Instant now, bool isInitiator)
    {
        var successor = new IkeSa(Context, Tunnel, isInitiator, now, Local, Remote) { Nat = Nat };
        Context.Sas.Add(successor);
        return successor;
    }

    /// <summary>
    /// Hands everything over to the IKE SA that took this one's place. If this one was to be deleted meanwhile, so is that
    /// one, which the peer has too.
    /// </summary>
    public void GiveWayTo(Instant now, IkeSa successor)
    {
        bool isEnding = State == IkeSaState.Deleting;
        // It was made when the exchange began; the peer may have moved since.
        (successor.Local, successor.Remote) = (Local, Remote);
        successor.IsAuthenticated = IsAuthenticated;
        successor.AuthenticatedAt = AuthenticatedAt;
        successor._lastIn = _lastIn;
        successor._lastOut = _lastOut;
        successor.Tasks.SmoothedRoundTrip = Tasks.SmoothedRoundTrip;
        successor.BecomeEstablished(now);
        successor.Demand = Demand;
        successor._childRetry = _childRetry;
        successor._children.AddRange(_children);
        _children.Clear();
        State = IkeSaState.Rekeyed;
        _isAnnounced = false;
        _expiry = new Deadline(now + RekeyedLimit, "rekeyed IKE SA that the peer does not delete");
        if (isEnding)
        {
            successor.Delete(now, _deleteReason, _deleteText);
            return;
        }

        Tasks.MoveQueueTo(now, successor);
        Emit(new IkeEvent.IkeSaEstablished(Tunnel.Name, IsRekey: true));
    }

    public void Emit(IkeEvent ikeEvent) => Context.Emit(ikeEvent);

    public void Notice(NoticeLevel level, string text) => Context.Outbox.Notice(Tunnel.Name, level, text);

    public IkeSaStatus ToStatus() => new()
    {
        InitiatorSpi = InitiatorSpi,
        ResponderSpi = ResponderSpi,
        IsInitiator = IsInitiator,
        Suite = Suite!,
        Nat = Nat.Situation,
        Local = Local,
        Remote = Remote,
        EstablishedAt = EstablishedAt,
        RekeyAt = _rekeyAt,
        LastAuthenticatedInbound = _lastIn,
        SmoothedRoundTrip = Tasks.SmoothedRoundTrip,
        Children = [.. _children.Select(c => c.ToStatus())],
    };

    private void BecomeEstablished(Instant now)
    {
        State = IkeSaState.Established;
        EstablishedAt = now;
        _isAnnounced = true;
        StartLifetime(now);
    }

    /// <summary>Both IKE_SA_INIT messages as they went over the wire, and the nonces.</summary>
    internal sealed class InitialExchange
    {
        public byte[] Request { get; set; } = [];

        public byte[] Answer { get; set; } = [];

        public byte[] InitiatorNonce { get; set; } = [];

        public byte[] ResponderNonce { get; set; } = [];
    }
}
