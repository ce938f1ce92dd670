using Culvert.Core;
using Culvert.Ike.V2.Tasks;
using Culvert.Ike.Wire;

namespace Culvert.Ike.V2;

/// <content>Rekeying and the ways to end.</content>
internal sealed partial class IkeSa
{
    private static readonly TimeSpan DeletePatience = TimeSpan.FromSeconds(2);

    private IkeFailure _deleteReason;
    private string _deleteText = "";

    public void RekeyIke(Instant now)
    {
        if (!Tasks.Has(t => t is RekeyIkeTask)) Tasks.Enqueue(now, new RekeyIkeTask(this));
    }

    public void RekeyChild(Instant now, ChildRecord child)
    {
        if (!child.IsCurrent || Tasks.Has(t => t is CreateChildTask c && c.Rekeyed == child)) return;
        Tasks.Enqueue(now, new CreateChildTask(this, child));
    }

    public void DeleteChild(Instant now, ChildRecord child)
    {
        if (child.IsDeleting) return;
        child.IsDeleting = true;
        Tasks.Enqueue(now, new DeleteChildTask(this, child));
    }

    /// <summary>
    /// Deletes it at the peer. Sending stops now; receiving goes on until the peer answers or is dead.
    /// </summary>
    /// <param name="alsoSay">An error that tells the peer why.</param>
    public void Delete(Instant now, IkeFailure why, string text, NotifyType? alsoSay = null)
    {
        if (State is IkeSaState.Deleting or IkeSaState.Closed) return;
        (_deleteReason, _deleteText) = (why, text);
        State = IkeSaState.Deleting;
        Context.Attempts.Finish(this);
        foreach (ChildRecord child in _children) StopOutbound(child);
        Responder.Clear();
        Tasks.Replace(now, new DeleteIkeTask(this, alsoSay));
    }

    /// <summary>
    /// Another IKE SA stays, and it is for the peer to delete this one. A peer that means to keep both would gather them without
    /// end; then we do it.
    /// </summary>
    public void ExpectEnd(Instant now, string text)
    {
        if (!_redundant.IsNever) return;
        _redundant = new Deadline(now + RedundantLimit, "redundant IKE SA that the peer does not delete");
        _redundantText = text;
    }

    /// <summary>Another IKE SA stays.</summary>
    public void DeleteAsRedundant(Instant now, string text)
    {
        _redundant = Deadline.Never;
        Delete(now, IkeFailure.Replaced, text);
    }

    /// <summary>The peer is authentic, and what it says makes no sense: there is no way on but a new beginning.</summary>
    public void GiveUp(Instant now, string text)
    {
        if (State == IkeSaState.Deleting)
        {
            HandleDeleted(now);
            return;
        }

        if (State == IkeSaState.Connecting) Emit(new IkeEvent.Refused(Tunnel.Name, IkeFailure.Protocol, text, AsResponder: false));
        Delete(now, IkeFailure.Protocol, text);
    }

    /// <summary>Our DELETE was answered.</summary>
    public void HandleDeleted(Instant now) => Close(now, _deleteReason, _deleteText, keepReceiving: _deleteReason == IkeFailure.Replaced);

    /// <summary>Told once more to end: a DELETE that has been unanswered for long will not be answered.</summary>
    public void StopWaiting(Instant now)
    {
        if (Tasks.OutstandingSince is { } since && now - since >= DeletePatience) HandleDeleted(now);
    }

    /// <summary>The peer asserts that it has no IKE SA but a newer one (INITIAL_CONTACT, RFC 7296 section 2.4).</summary>
    public void Supersede(Instant now, string text)
    {
        State = IkeSaState.Superseded;
        _expiry = new Deadline(now + RekeyedLimit, "superseded IKE SA");
        Tasks.Clear();
        Responder.Clear();
        RemoveChildren(now, keepReceiving: true);
        Emit(new IkeEvent.IkeSaDown(Tunnel.Name, IkeFailure.Replaced, text));
        _isAnnounced = false;
    }

    /// <summary>It is over, here and at the peer. Remembered for a while so that the peer's last request can be answered again.</summary>
    /// <param name="keepReceiving">Packets may still be under way on its children.</param>
    public void Close(Instant now, IkeFailure why, string text, bool keepReceiving)
    {
        if (State == IkeSaState.Closed) return;
        State = IkeSaState.Closed;
        _closedAt = now;
        ReleaseWork();
        RemoveChildren(now, keepReceiving);
        if (_isAnnounced) Emit(new IkeEvent.IkeSaDown(Tunnel.Name, Settle(why), text));
        Context.Attempts.Finish(this);
        Carriers.Recover(now, Context.Sas, Tunnel.Name);
    }

    /// <summary>Drops it without a word: it never was authenticated, or has been closed long enough.</summary>
    public void Forget()
    {
        State = IkeSaState.Closed;
        ReleaseWork();
        Context.Sas.Remove(this);
    }

    private void RemoveChildren(Instant now, bool keepReceiving)
    {
        foreach (ChildRecord child in _children.ToArray())
        {
            StopOutbound(child);
            if (keepReceiving) Context.Lingering.Add(now, Tunnel.Name, child);
            else Context.Lingering.Remove(Tunnel.Name, child);
        }

        _children.Clear();
    }

    private void ReleaseWork()
    {
        Tasks.Clear();
        Responder.Clear();
        _inbound?.Dispose();
        _outbound?.Dispose();
        Keys?.Dispose();
    }

    // While another IKE SA carries the tunnel, the end of this one is no news of the tunnel.
    private IkeFailure Settle(IkeFailure why) =>
        why != IkeFailure.Administrative && Context.Sas.NewestEstablished(Tunnel.Name) is not null ? IkeFailure.Replaced : why;
}
