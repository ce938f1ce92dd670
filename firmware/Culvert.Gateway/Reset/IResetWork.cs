using Culvert.Control.Reset;
using Culvert.Gateway.Supervision;

namespace Culvert.Gateway.Reset;

/// <summary>Does the slow steps of a factory reset away from the control thread, one at a time.</summary>
internal interface IResetWork
{
    /// <summary>The signs of life of the thread that does them.</summary>
    IReadOnlyList<Pulse> Pulses { get; }

    /// <summary>Begins <see cref="ResetStep.Mark"/> or <see cref="ResetStep.Wipe"/>.</summary>
    void Begin(ResetStep step);

    /// <summary>True once per step that has ended.</summary>
    /// <param name="problem">Why it failed; null when it did not.</param>
    bool TryTakeDone(out string? problem);
}
