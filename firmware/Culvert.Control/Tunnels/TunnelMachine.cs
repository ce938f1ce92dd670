using System.Diagnostics.CodeAnalysis;
using System.Net;
using Culvert.Core;
using Culvert.Ike;

namespace Culvert.Control.Tunnels;

/// <summary>
/// The state of one tunnel: when to initiate, probe, suspect and give up. It moves early, acts, and tears down late.
/// <code>
///   disabled ◄──── Disable                     ┌────────── answered ─────────┐
///      │ Connect                               ▼                             │
///      └──► connecting ── child installed ──► up ── probe unanswered ──► suspect
///             ▲  │  ▲                          │                         │   │
///             │  │  └────── child lost ────────┴─────────────────────────┘   │ another tunnel up for 300 ms:
///             │  └─ said no ─► refused ── child installed ──► up             │ DELETE, negotiate anew
///             └──────────────────────────────────────────────────────────────┘
/// </code>
/// </summary>
internal sealed partial class TunnelMachine
{
    /// <summary>Both roads to a new SA are tried this often; an attempt in flight goes on undisturbed.</summary>
    public static readonly TimeSpan InitiateInterval = TimeSpan.FromSeconds(5);

    /// <summary>How long a tunnel stays suspect beside another that is up before its SA is deleted.</summary>
    public static readonly TimeSpan SuspectPatience = TimeSpan.FromMilliseconds(300);

    /// <summary>An SA that lived this long did not die of being made: no back-off after its end.</summary>
    public static readonly TimeSpan SettledAfter = TimeSpan.FromSeconds(60);

    private readonly string _name;
    private readonly Backoff _refusals;
    private readonly Backoff _deletions;
    private readonly Queue<IkeCommand> _commands = new();
    private readonly Queue<StateChange> _changes = new();
    private IPAddress? _peer;
    private TunnelRole _role;
    private TimeSpan _keepalive;
    private Liveness _liveness;
    private Deadline _initiate = Deadline.Never;
    private Deadline _terminate = Deadline.Never;
    private TunnelReason _ended = TunnelReason.None;
    private Instant _upAt;
    private Instant _refusedAt;
    private long _unroutable;
    private bool _canSend;
    private bool _anotherIsUp;
    private bool _deletedBefore;

    public TunnelMachine(Instant now, string name, IEntropy entropy)
    {
        _name = name;
        _refusals = new Backoff(TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(5), jitter: 0, entropy);
        _deletions = new Backoff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30), jitter: 0.25, entropy);
        _liveness = new Liveness(now, TimeSpan.Zero);
        Since = now;
    }

    public TunnelState State { get; private set; } = TunnelState.Disabled;

    /// <summary>When the tunnel came into its state.</summary>
    public Instant Since { get; private set; }

    public TunnelReason Reason { get; private set; } = TunnelReason.None;

    /// <summary>An outbound SA is in use; the tunnel can carry packets, well or not.</summary>
    public bool CanSend => _canSend;

    /// <summary>The tunnel has been up before and was lost: back up, it must last before traffic returns to it.</summary>
    public bool HasFailed { get; private set; }

    public Deadline NextDeadline =>
        Deadline.Earliest(Deadline.Earliest(_initiate, _terminate), State == TunnelState.Up ? _liveness.NextDeadline : Deadline.Never);

    /// <param name="peer">Null: it may be anywhere.</param>
    /// <param name="keepalive">After how much silence IKE asks by itself whether the peer lives; zero: never.</param>
    public void Configure(IPAddress? peer, TunnelRole role, TimeSpan keepalive)
    {
        _peer = peer;
        _role = role;
        _keepalive = keepalive;
        if (_liveness.Keepalive > TimeSpan.Zero) _liveness.Keepalive = keepalive;
    }

    private TunnelReason Waiting => _role switch
    {
        TunnelRole.Respond => ReasonText.WaitsForPeer,
        TunnelRole.OnDemand => ReasonText.WaitsForPacket,
        _ => TunnelReason.None,
    };

    /// <summary>Negotiates from the beginning: the tunnel is new, changed, enabled, or has a new way to its peer.</summary>
    public void Connect(Instant now)
    {
        _refusals.Reset();
        _deletions.Reset();
        HasFailed = false;
        _deletedBefore = false;
        Stand(now, TunnelState.Connecting, Waiting);
        if (_role == TunnelRole.Initiate) _initiate = new Deadline(now, "connect");
    }

    /// <summary>Deletes what there is at the peer and negotiates from the beginning.</summary>
    public void Restart(Instant now)
    {
        _commands.Enqueue(new IkeCommand.Terminate(_name));
        Connect(now);
    }

    /// <summary>A person does not want the tunnel.</summary>
    public void Disable(Instant now, TunnelReason reason) => Stand(now, TunnelState.Disabled, reason);

    /// <summary>The tunnel is wanted and the machine cannot negotiate it now.</summary>
    public void Block(Instant now, TunnelReason reason) => Stand(now, TunnelState.Connecting, reason);

    /// <summary>Whether another tunnel of the connection is up, to carry the traffic in this one's place.</summary>
    public void SetAnotherIsUp(Instant now, bool anotherIsUp)
    {
        if (_anotherIsUp == anotherIsUp) return;
        _anotherIsUp = anotherIsUp;
        if (State == TunnelState.Suspect) ActOnSuspicion(now);
    }

    /// <summary>Does what is due.</summary>
    public void HandleTimeout(Instant now)
    {
        if (State == TunnelState.Up) CheckLiveness(now);
        if (_terminate.IsDue(now)) GiveUp(now);
        if (_initiate.IsDue(now)) Initiate(now);
    }

    public bool TryTakeCommand([NotNullWhen(true)] out IkeCommand? command) => _commands.TryDequeue(out command);

    public bool TryTakeChange([NotNullWhen(true)] out StateChange? change) => _changes.TryDequeue(out change);

    private void CheckLiveness(Instant now)
    {
        switch (_liveness.HandleTimeout(now))
        {
            case LivenessStep.Probe:
                _commands.Enqueue(new IkeCommand.Probe(_name));
                break;
            case LivenessStep.Lost:
                Enter(now, TunnelState.Suspect, ReasonText.PeerDead(_peer, now - _liveness.LastHeard));
                ActOnSuspicion(now);
                break;
        }
    }

    // With another tunnel to carry the traffic the peer is told, so that it moves too; without one the old SA is kept,
    // it may yet recover, and a new one is tried beside it.
    private void ActOnSuspicion(Instant now)
    {
        _terminate = _anotherIsUp ? new Deadline(now + SuspectPatience, "suspect beside another tunnel") : Deadline.Never;
        bool tryBeside = !_anotherIsUp && _role != TunnelRole.Respond;
        _initiate = tryBeside ? new Deadline(now, "suspect alone") : Deadline.Never;
    }

    private void GiveUp(Instant now)
    {
        _commands.Enqueue(new IkeCommand.Terminate(_name));
        HasFailed = true;
        Stand(now, TunnelState.Connecting, Reason);
        if (_role == TunnelRole.Initiate) _initiate = new Deadline(now, "replace a dead SA");
    }

    private void Initiate(Instant now)
    {
        if (Reason == ReasonText.WaitsForPacket) Reason = TunnelReason.None;
        _commands.Enqueue(new IkeCommand.Initiate(_name));
        bool again = _role == TunnelRole.Initiate || State == TunnelState.Suspect;
        _initiate = again ? new Deadline(now + InitiateInterval, "still no SA") : Deadline.Never;
    }

    /// <summary>Enters a state in which no SA carries packets and nothing is planned.</summary>
    private void Stand(Instant now, TunnelState state, TunnelReason reason)
    {
        _canSend = false;
        _initiate = Deadline.Never;
        Enter(now, state, reason);
    }

    private void Enter(Instant now, TunnelState state, TunnelReason reason)
    {
        _terminate = Deadline.Never;
        bool isNews = state != State || (reason.Code != Reason.Code && reason.Code != ReasonCode.None);
        Reason = reason;
        if (!isNews) return;
        _changes.Enqueue(new StateChange(State, state, now - Since, reason));
        if (state == State) return;
        State = state;
        Since = now;
    }
}
