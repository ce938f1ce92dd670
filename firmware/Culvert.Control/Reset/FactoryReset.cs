using System.Diagnostics.CodeAnalysis;
using Culvert.Core;
using Culvert.Ike;

namespace Culvert.Control.Reset;

/// <summary>
/// The order of a factory reset: mark, forget, let the peers answer the DELETEs for 2 s at most, wipe. Whatever cuts it short
/// after the mark, the next start wipes on.
/// </summary>
public sealed class FactoryReset
{
    /// <summary>What peers that do not answer can hold it up.</summary>
    public static readonly TimeSpan GoodbyeLimit = TimeSpan.FromSeconds(2);

    /// <summary>After a disk that refused to be wiped.</summary>
    public static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(10);

    /// <summary>How long one that could not begin is shown to whoever stands before the box.</summary>
    public static readonly TimeSpan RefusalSign = TimeSpan.FromSeconds(30);

    private readonly Queue<ResetStep> _steps = new();
    private readonly Queue<LogEntry> _log = new();
    private Phase _phase;
    private Instant _until;

    private enum Phase
    {
        Idle,
        Refused,
        Marking,
        Leaving,
        Wiping,
        Waiting,
    }

    /// <summary>From its beginning until the box is as it left the factory.</summary>
    public bool IsActive => _phase is not (Phase.Idle or Phase.Refused);

    /// <summary>Something stands against it, and a person should see that.</summary>
    public bool IsFaulty => Problem is not null && _phase != Phase.Idle;

    /// <summary>Why the last one did not begin, or has not ended yet; null: nothing stands against it.</summary>
    public string? Problem { get; private set; }

    public Deadline NextDeadline => _phase switch
    {
        Phase.Refused => new Deadline(_until, "factory reset: refusal seen"),
        Phase.Leaving => new Deadline(_until, "factory reset: goodbye"),
        Phase.Waiting => new Deadline(_until, "factory reset: try again"),
        _ => Deadline.Never,
    };

    /// <summary>Begins; one that is under way goes on as it is.</summary>
    public void Begin()
    {
        if (IsActive) return;
        Problem = null;
        Say(NoticeLevel.Warning, "factory reset begins: configuration and secrets are overwritten");
        Want(Phase.Marking, ResetStep.Mark);
    }

    /// <summary>Somebody is at the button again: has seen that the last one did not begin.</summary>
    public void Acknowledge()
    {
        if (_phase == Phase.Refused) _phase = Phase.Idle;
    }

    /// <summary><see cref="ResetStep.Mark"/> or <see cref="ResetStep.Wipe"/> has ended.</summary>
    /// <param name="problem">Why it failed; null when it did not.</param>
    public void HandleDone(Instant now, string? problem)
    {
        if (_phase == Phase.Marking) HandleMarked(now, problem);
        else if (_phase == Phase.Wiping) HandleWiped(now, problem);
    }

    /// <summary>Does what is due.</summary>
    /// <param name="anySa">A peer still has an SA with us.</param>
    public void HandleTimeout(Instant now, bool anySa)
    {
        bool isDue = now >= _until;
        if (_phase == Phase.Refused && isDue) Acknowledge();
        else if (_phase == Phase.Leaving && (isDue || !anySa)) Want(Phase.Wiping, ResetStep.Wipe);
        else if (_phase == Phase.Waiting && isDue) Want(Phase.Wiping, ResetStep.Wipe);
    }

    public bool TryTakeStep(out ResetStep step) => _steps.TryDequeue(out step);

    public bool TryTakeLog([NotNullWhen(true)] out LogEntry? entry) => _log.TryDequeue(out entry);

    // Without the marker a power cut would leave half a configuration: then better none of it.
    private void HandleMarked(Instant now, string? problem)
    {
        Problem = problem;
        if (problem is not null)
        {
            _phase = Phase.Refused;
            _until = now + RefusalSign;
            Say(NoticeLevel.Warning, $"factory reset not begun, nothing is changed: {problem}");
            return;
        }

        _until = now + GoodbyeLimit;
        Want(Phase.Leaving, ResetStep.Forget);
    }

    private void HandleWiped(Instant now, string? problem)
    {
        Problem = problem;
        _phase = problem is null ? Phase.Idle : Phase.Waiting;
        _until = now + RetryInterval;
        if (problem is null) Say(NoticeLevel.Warning, "factory reset done: the box has factory defaults");
        else Say(NoticeLevel.Warning, $"factory reset not finished, tried again until it is: {problem}");
    }

    private void Want(Phase phase, ResetStep step)
    {
        _phase = phase;
        _steps.Enqueue(step);
    }

    private void Say(NoticeLevel level, string text) => _log.Enqueue(new LogEntry(level, "", text));
}
