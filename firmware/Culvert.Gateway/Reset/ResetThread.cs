using System.Collections.Concurrent;
using Culvert.Control.Reset;
using Culvert.Hal.Packets;

namespace Culvert.Gateway.Reset;

/// <summary>A thread for each step: there are two in the life of a configuration.</summary>
internal sealed class ResetThread(DataWipe wipe, IWakeSignal finished) : IResetWork
{
    private readonly ConcurrentQueue<(string? Problem, Exception? Bug)> _done = new();

    public void Begin(ResetStep step) => new Thread(() => Work(step)) { IsBackground = true, Name = "reset" }.Start();

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
        _done.Enqueue(Run(step));
        finished.Raise();
    }

    private (string? Problem, Exception? Bug) Run(ResetStep step)
    {
        try
        {
            return (step == ResetStep.Mark ? wipe.Mark() : wipe.Wipe(), null);
        }
#pragma warning disable CA1031 // Carried to the control thread, which decides.
        catch (Exception bug)
        {
            return (null, bug);
        }
#pragma warning restore CA1031
    }
}
