using Culvert.Core;
using Culvert.Ike.V2.Tasks;

namespace Culvert.Ike.V2;

/// <content>Everything that happens because time passes.</content>
internal sealed partial class IkeSa
{
    private static readonly TimeSpan HalfOpenLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Remembrance = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan RekeyedLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan AttemptFreshness = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan KeepaliveInterval = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan RedundantLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ShortestRetry = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongRetry = TimeSpan.FromSeconds(60);

    // A machine that slept asks once more before it calls the peer dead.
    private static readonly TimeSpan ShortestChance = TimeSpan.FromSeconds(2);

    private Instant _lastIn;
    private Instant _lastOut;
    private Instant _rekeyAt;
    private Instant _closedAt;
    private Deadline _rekey = Deadline.Never;
    private Deadline _expiry = Deadline.Never;
    private Deadline _childRetry = Deadline.Never;
    private Deadline _redundant = Deadline.Never;
    private string _redundantText = "";

    public Deadline NextDeadline => State switch
    {
        IkeSaState.Closed => new Deadline(_closedAt + Remembrance, "forget closed IKE SA"),
        IkeSaState.HalfOpen => new Deadline(CreatedAt + HalfOpenLimit, "half-open IKE SA"),
        IkeSaState.Superseded => _expiry,
        IkeSaState.Connecting => Earliest(Tasks.NextDeadline, Freshness, Death),
        IkeSaState.Established => _children.Aggregate(
            Earliest(Tasks.NextDeadline, Keepalive, Death, _rekey, _expiry, _childRetry, _redundant, Demand.NextDeadline), (first, child) => Earliest(first, child.Rekey, child.Expiry)),
        _ => Earliest(Tasks.NextDeadline, Death, _expiry),
    };

    // The IKE SA that a rekey is about to make is as old as its exchange, which has a schedule of its own.
    private Deadline Freshness => HasKeys || Attempt is null ? Deadline.Never : new Deadline(CreatedAt + AttemptFreshness, "begin the attempt anew");

    private Deadline Keepalive => Tasks.IsIdle
        ? Deadline.Earliest(new Deadline(_lastOut + KeepaliveInterval, "keepalive"), new Deadline(_lastIn + Tunnel.DpdDelay, "dead peer detection"))
        : Deadline.Never;

    private Deadline Death => HasKeys && Tasks.OutstandingSince is { } since
        ? new Deadline(Instant.Max(_lastIn + Tunnel.DpdTimeout, since + ShortestChance), "peer is dead")
        : Deadline.Never;

    /// <summary>The packet path's evidence.</summary>
    public void HandleTraffic(Instant lastAuthenticatedIn, Instant lastOut)
    {
        _lastIn = Instant.Max(_lastIn, lastAuthenticatedIn);
        _lastOut = Instant.Max(_lastOut, lastOut);
    }

    /// <summary>IKE_SA_INIT was answered: the clock of IKE_AUTH starts.</summary>
    public void HandleFirstAnswer(Instant now)
    {
        _lastIn = now;
        Attempt?.HandleAnswer(now);
    }

    public void HandleTimeout(Instant now)
    {
        switch (State)
        {
            case IkeSaState.Closed or IkeSaState.Superseded:
                if (NextDeadline.IsDue(now)) Forget();
                break;
            case IkeSaState.HalfOpen:
                if (NextDeadline.IsDue(now)) HandleHalfOpenLimit();
                break;
            case IkeSaState.Connecting:
                HandleConnectingTimeout(now);
                break;
            default:
                HandleEstablishedTimeout(now);
                break;
        }
    }

    /// <summary>After an error that will not pass by itself soon.</summary>
    public void RetryRekeyLater(Instant now) => _rekey = new Deadline(now + LongRetry + RetryDelay(), "retry the rekey of the IKE SA");

    public void RetryRekeyLater(Instant now, ChildRecord child) => child.Rekey = new Deadline(now + LongRetry + RetryDelay(), "retry the rekey of the CHILD SA");

    /// <summary>After a collision.</summary>
    public void RetryRekey(Instant now) => _rekey = new Deadline(now + RetryDelay(), "retry the rekey of the IKE SA");

    public void RetryRekey(Instant now, ChildRecord child) => child.Rekey = new Deadline(now + RetryDelay(), "retry the rekey of the CHILD SA");

    public void RetryChild(Instant now) => _childRetry = new Deadline(now + RetryDelay(), "retry the new CHILD SA");

    private void StartLifetime(Instant now)
    {
        _lastIn = Instant.Max(_lastIn, now);
        _lastOut = Instant.Max(_lastOut, now);
        _rekeyAt = now + Jittered(Tunnel.IkeLifetime);
        _rekey = new Deadline(_rekeyAt, "rekey IKE SA");
        _expiry = new Deadline(now + Tunnel.IkeLifetime, "IKE SA lifetime");
    }

    private TimeSpan RetryDelay() => Context.Entropy.Between(ShortestRetry, LongestRetry);

    private void HandleHalfOpenLimit()
    {
        Context.Counters.HalfOpenExpired.Increment();
        Forget();
    }

    private void HandleConnectingTimeout(Instant now)
    {
        if (Freshness.IsDue(now) || Death.IsDue(now)) Context.Attempts.Restart(now, this);
        else Tasks.HandleTimeout(now);
    }

    private void HandleEstablishedTimeout(Instant now)
    {
        if (Death.IsDue(now))
        {
            HandleDeath(now);
            return;
        }

        Tasks.HandleTimeout(now);
        if (_expiry.IsDue(now)) HandleExpiry(now);
        if (State == IkeSaState.Established && _redundant.IsDue(now)) DeleteAsRedundant(now, _redundantText);
        if (State != IkeSaState.Established) return;
        if (_rekey.IsDue(now)) HandleRekeyDue(now);
        if (_childRetry.IsDue(now)) HandleChildRetry(now);
        if (Demand.HandleTimeout(now)) AskForMissing(now);
        foreach (ChildRecord child in _children.ToArray()) HandleChildTimeout(now, child);
        if (State == IkeSaState.Established && Keepalive.IsDue(now)) Tasks.Enqueue(now, new LivenessTask(this));
    }

    private void HandleDeath(Instant now)
    {
        bool alreadyEnding = State == IkeSaState.Deleting;
        IkeFailure why = alreadyEnding ? _deleteReason : IkeFailure.PeerDead;
        Close(now, why, alreadyEnding ? _deleteText : $"nothing authentic came from {Remote} for {(now - _lastIn).TotalSeconds:F0} s", keepReceiving: false);
    }

    private void HandleExpiry(Instant now)
    {
        _expiry = Deadline.Never;
        if (State == IkeSaState.Established) Delete(now, IkeFailure.Protocol, "the IKE SA reached the end of its lifetime without a rekey");
        else if (State == IkeSaState.Rekeyed && !Tasks.Has(t => t is DeleteIkeTask)) Tasks.Enqueue(now, new DeleteIkeTask(this));
    }

    private void HandleRekeyDue(Instant now)
    {
        _rekey = Deadline.Never;
        RekeyIke(now);
    }

    private void HandleChildRetry(Instant now)
    {
        _childRetry = Deadline.Never;
        AskForMissing(now);
    }

    private void HandleChildTimeout(Instant now, ChildRecord child)
    {
        if (child.Expiry.IsDue(now))
        {
            Expire(now, child);
        }
        else if (child.Rekey.IsDue(now))
        {
            child.Rekey = Deadline.Never;
            RekeyChild(now, child);
        }
    }

    // Another is asked for first: a peer that saw its only one go would ask as well.
    private void Expire(Instant now, ChildRecord child)
    {
        child.Expiry = child.Rekey = Deadline.Never;
        if (child.IsDeleting) return;
        child.IsDeleting = true;
        ReplaceLost(now, child);
        Tasks.Enqueue(now, new DeleteChildTask(this, child));
    }

    private static Deadline Earliest(params ReadOnlySpan<Deadline> deadlines)
    {
        Deadline first = Deadline.Never;
        foreach (Deadline deadline in deadlines) first = Deadline.Earliest(first, deadline);
        return first;
    }
}
