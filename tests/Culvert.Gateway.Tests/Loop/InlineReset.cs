using Culvert.Control.Reset;
using Culvert.Gateway.Reset;
using Culvert.Gateway.Supervision;

namespace Culvert.Gateway.Tests.Loop;

/// <summary>Does the slow steps of a factory reset at once, and hands back what became of them when asked.</summary>
internal sealed class InlineReset(DataWipe wipe) : IResetWork
{
    private readonly Queue<string?> _done = new();

    public bool HasDone => _done.Count > 0;

    public IReadOnlyList<Pulse> Pulses { get; set; } = [];

    public void Begin(ResetStep step) => _done.Enqueue(step == ResetStep.Mark ? wipe.Mark() : wipe.Wipe());

    public bool TryTakeDone(out string? problem) => _done.TryDequeue(out problem);
}
