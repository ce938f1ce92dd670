using System.Collections.Concurrent;
using Culvert.Control.Reset;
using Culvert.Gateway.Supervision;
using Culvert.Hal.Packets;

namespace Culvert.Gateway.Reset;

/// <summary>A thread for each step: there are two in the life of a configuration.</summary>
internal sealed class ResetThread : IResetWork
{
    // Without any progress: no card takes that long for one file of a configuration, nor to say that it cannot.
    private static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(5);

    private readonly ConcurrentQueue<(string? Problem, Exception? Bug)> _done = new();
    private readonly DataWipe _wipe;
    private readonly IWakeSignal _finished;
    private readonly Pulse _pulse;
    private volatile bool _isAtWork;

    public ResetThread(DataWipe wipe, IWakeSignal finished)
    {
        (_wipe, _finished) = (wipe, finished);
        _pulse = new Pulse("reset", LongestSilence, AnswerForNobody);
    }

    public IReadOnlyList<Pulse> Pulses => [_pulse];

    public void Begin(ResetStep step)
    {
        _isAtWork = true;
        new Thread(() => Work(step)) { IsBackground = true, Name = "reset" }.Start();
    }

    /// <summary>A step that threw is a bug of ours and throws here, on the thread that decides.</summary>
    public bool TryTakeDone(out string? problem)
    {
        problem = null;
        if (!_done.TryDequeue(out (string? Problem, Exception? Bug) done)) return false;
        if (done.Bug is not null) throw new InvalidOperationException("a step of the factory reset failed", done.Bug);
        problem = done.Problem;
        return true;
    }

    private void Work(ResetStep step)
    {
        (string? Problem, Exception? Bug) result = Run(step);
        _isAtWork = false;
        // Either we see the last question, or whoever asks it sees that nobody is at work.
        Interlocked.MemoryBarrier();
        _pulse.Answer();
        _done.Enqueue(result);
        _finished.Raise();
    }

    // Between two steps there is no thread that could be stuck.
    private void AnswerForNobody()
    {
        Interlocked.MemoryBarrier();
        if (!_isAtWork) _pulse.Answer();
    }

    private (string? Problem, Exception? Bug) Run(ResetStep step)
    {
        try
        {
            return (step == ResetStep.Mark ? _wipe.Mark() : _wipe.Wipe(_pulse.Answer), null);
        }
#pragma warning disable CA1031 // Carried to the control thread, which decides.
        catch (Exception bug)
        {
            return (null, bug);
        }
#pragma warning restore CA1031
    }
}
