using Culvert.Core;
using Culvert.Ike;

namespace Culvert.Control.Tunnels;

/// <summary>What IKE and the packet path report.</summary>
internal sealed partial class TunnelMachine
{
    /// <summary>How long the last refusal is more telling than an unanswered attempt after it.</summary>
    private static readonly TimeSpan RefusalFresh = TimeSpan.FromSeconds(60);

    /// <summary>From this many tries on, silence says more than how the last SA ended.</summary>
    private const int TellingTries = 4;

    /// <summary>A CHILD SA carries our packets from now: the peer authenticated itself to make it.</summary>
    public void OutboundStarted(Instant now)
    {
        if (State == TunnelState.Disabled) return;
        _canSend = true;
        _initiate = Deadline.Never;
        _refusals.Reset();
        _liveness = new Liveness(now, _keepalive);
        if (State != TunnelState.Up) _upAt = now;
        HasFailed |= State == TunnelState.Suspect;
        Enter(now, TunnelState.Up, TunnelReason.None);
    }

    /// <summary>No CHILD SA carries our packets any more. What follows from it waits for <see cref="Settle"/>.</summary>
    public void OutboundLost() => _canSend = false;

    /// <summary>
    /// To be called when all that IKE reported at once has been handled: the end of an SA is told in several events, in
    /// no particular order.
    /// </summary>
    public void Settle(Instant now)
    {
        if (!_canSend && State is TunnelState.Up or TunnelState.Suspect) Reconnect(now);
        _ended = TunnelReason.None;
    }

    public void Handle(Instant now, IkeEvent ikeEvent)
    {
        switch (ikeEvent)
        {
            case IkeEvent.PeerAnswered answered:
                Recover(now, _liveness.Heard(answered.At));
                break;
            case IkeEvent.IkeSaDown { Why: IkeFailure.PeerDeleted }:
                _ended = ReasonText.PeerDeleted(_peer);
                break;
            case IkeEvent.IkeSaDown { Why: IkeFailure.PeerDead }:
                _ended = ReasonText.PeerDead(_peer, now - _liveness.LastHeard);
                break;
            case IkeEvent.Refused refused:
                Refuse(now, refused);
                break;
            case IkeEvent.Unanswered unanswered:
                Wait(now, unanswered);
                break;
        }
    }

    /// <param name="roundTrip">Smoothed, of IKE's exchanges; null while unknown.</param>
    public void HandleTraffic(Instant now, in TrafficSample sample, TimeSpan? roundTrip)
    {
        bool wanted = sample.Drops.NoSa > _unroutable;
        _unroutable = sample.Drops.NoSa;
        if (wanted && _role == TunnelRole.OnDemand && State is TunnelState.Connecting or TunnelState.Refused && _initiate.IsNever)
            _initiate = new Deadline(now, "a packet wants to pass");
        if (_canSend) Recover(now, _liveness.HandleTraffic(sample.LastOut, sample.LastAuthenticatedIn, roundTrip));
    }

    private void Recover(Instant now, bool heard)
    {
        if (!heard || State != TunnelState.Suspect || !_canSend) return;
        HasFailed = true;
        _initiate = Deadline.Never;
        Enter(now, TunnelState.Up, TunnelReason.None);
    }

    private void Refuse(Instant now, IkeEvent.Refused refused)
    {
        // An SA that works outranks an attempt that failed beside it.
        if (_canSend || State == TunnelState.Disabled) return;
        _refusedAt = now;
        Enter(now, TunnelState.Refused, ReasonText.Refused(refused.Why, refused.Text));
        // What a peer failed at with us says nothing of what we may reach with it: our own attempt goes on.
        if (!refused.AsResponder && _role != TunnelRole.Respond) _initiate = new Deadline(now + _refusals.Next(), "try again after a refusal");
    }

    private void Wait(Instant now, IkeEvent.Unanswered unanswered)
    {
        bool toldBetter = State switch
        {
            TunnelState.Connecting => Reason.Code is ReasonCode.PeerDead or ReasonCode.PeerDeleted && unanswered.Tries < TellingTries,
            TunnelState.Refused => now - _refusedAt < RefusalFresh,
            _ => true,
        };
        if (toldBetter) return;
        Enter(now, TunnelState.Connecting, ReasonText.NoAnswer(_peer, unanswered.Tries, unanswered.Elapsed));
    }

    private void Reconnect(Instant now)
    {
        TimeSpan wait = _ended.Code == ReasonCode.PeerDeleted ? WaitAfterDeletion(now) : TimeSpan.Zero;
        HasFailed = true;
        Stand(now, TunnelState.Connecting, _ended.Code == ReasonCode.None ? Waiting : _ended);
        if (_role == TunnelRole.Initiate) _initiate = new Deadline(now + wait, "the SA is gone");
    }

    // At once, unless the peer keeps deleting what was only just made.
    private TimeSpan WaitAfterDeletion(Instant now)
    {
        bool settled = now - _upAt >= SettledAfter;
        bool atOnce = settled || !_deletedBefore;
        if (settled) _deletions.Reset();
        _deletedBefore = true;
        return atOnce ? TimeSpan.Zero : _deletions.Next();
    }
}
