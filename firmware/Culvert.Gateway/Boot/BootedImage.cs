using Culvert.Control.Boot;
using Culvert.Core;
using Culvert.Gateway.Logging;
using Culvert.Hal.Boot;

namespace Culvert.Gateway.Boot;

/// <summary>What <c>culvert init</c> looks after in the image besides its services: the slot on trial, the marker of a factory reset, the time, the seed.</summary>
/// <param name="area">Null when there is no disk.</param>
/// <param name="trial">Null when the slot that runs is known to be good.</param>
internal sealed class BootedImage(
    BootArea? area, BootSlot slot, SlotTrial? trial, BoxTime time, EntropySeed seed, CardWriter card, IMounts mounts, Instant start, Log log)
{
    // A box that never runs for an hour is to move on too.
    private static readonly TimeSpan FirstNotes = TimeSpan.FromMinutes(10), NotesInterval = TimeSpan.FromHours(1), AcceptInterval = TimeSpan.FromMinutes(1);

    private Deadline _notes = new(start + FirstNotes, "time and seed to the disk");
    private Deadline _accept = Deadline.Never;
    private SlotTrial? _trial = trial;
    private volatile bool _isAccepted;

    public Deadline NextDeadline => Deadline.Earliest(_trial?.NextDeadline ?? Deadline.Never, Deadline.Earliest(_notes, _accept));

    /// <summary>All threads of the gateway answer.</summary>
    public void HandleAlive(Instant now)
    {
        if (_trial is null) return;
        _trial.HandleAlive(now);
        if (!_trial.IsGood) return;
        _trial = null;
        Accept(now);
    }

    /// <summary>The gateway has ended.</summary>
    public void HandleEnd() => _trial?.HandleEnd();

    /// <returns>Whether the box is to be restarted, since the slot on trial is not good.</returns>
    public bool HandleTimeout(Instant now)
    {
        if (_notes.IsDue(now))
        {
            _notes = _notes with { When = now + NotesInterval };
            card.TryBegin(TakeNotes);
        }

        if (_accept.IsDue(now)) Accept(now);
        if (_trial?.HasFailed(now) != true) return false;
        _trial = null;
        log.Error("boot", $"slot {slot.Name} has not proved good: back to the other one");
        return true;
    }

    /// <summary>The next start wipes the data partition; on the disk when this returns.</summary>
    /// <exception cref="IOException">It cannot be written, or there is no disk.</exception>
    public void MarkForWipe() => (area ?? throw new IOException("there is no disk to put the marker on")).SetWipePending(true);

    /// <summary>The machine restarts now: nobody has a file open any more.</summary>
    public void Leave()
    {
        Try(TakeNotes);
        Try(() => mounts.Unmount(ImageLayout.Data));
    }

    private void TakeNotes()
    {
        time.Store();
        seed.Renew();
    }

    // Until it is on the disk: a good system that is not known to be good is not started again.
    private void Accept(Instant now)
    {
        _accept = _isAccepted ? Deadline.Never : new Deadline(now + AcceptInterval, "the slot that is good to the disk");
        if (_isAccepted) return;
        card.TryBegin(() =>
        {
            area?.SetState(area.State.Accept(slot.Name!));
            _isAccepted = true;
            log.Info("boot", $"slot {slot.Name} has proved good: the box starts it from now on");
        });
    }

    // A disk that refuses is no reason to stop what goes on without it.
    private void Try(Action step)
    {
        try
        {
            step();
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            log.Warning("boot", problem.Message);
        }
    }
}
