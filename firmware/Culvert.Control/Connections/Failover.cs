using Culvert.Core;

namespace Culvert.Control.Connections;

/// <summary>
/// Which tunnel of a connection carries its outbound traffic (active-standby). Away from trouble at once; back to a more
/// preferred tunnel that had failed only when it has been up for <see cref="HoldDown"/>, so that a flapping tunnel does not
/// drag the traffic along. What comes in is accepted on every tunnel, always.
/// </summary>
internal sealed class Failover
{
    public static readonly TimeSpan HoldDown = TimeSpan.FromSeconds(10);

    /// <summary>The tunnel in charge; null while none can carry anything.</summary>
    public string? Active { get; private set; }

    /// <summary>When the choice may change although nothing happens.</summary>
    public Deadline NextDeadline { get; private set; } = Deadline.Never;

    /// <param name="candidates">In descending preference.</param>
    /// <returns>Whether the choice changed.</returns>
    public bool Choose(Instant now, IReadOnlyList<Candidate> candidates)
    {
        string? before = Active;
        Active = Best(now, candidates);
        NextDeadline = EndOfHoldDown(now, candidates);
        return Active != before;
    }

    private string? Best(Instant now, IReadOnlyList<Candidate> candidates)
    {
        foreach (Candidate candidate in candidates)
        {
            if (candidate.IsUp && (candidate.Tunnel == Active || IsTrusted(now, candidate))) return candidate.Tunnel;
        }

        return candidates.Where(c => c.IsUp).Select(c => c.Tunnel).FirstOrDefault()
            ?? candidates.Where(c => c.IsLastHope).OrderByDescending(c => c.Tunnel == Active).Select(c => c.Tunnel).FirstOrDefault();
    }

    private static bool IsTrusted(Instant now, Candidate candidate) => !candidate.HasFailed || now >= candidate.Since + HoldDown;

    private Deadline EndOfHoldDown(Instant now, IReadOnlyList<Candidate> candidates) => candidates
        .TakeWhile(c => c.Tunnel != Active)
        .Where(c => c.IsUp && !IsTrusted(now, c))
        .Select(c => new Deadline(c.Since + HoldDown, "return to the preferred tunnel"))
        .Aggregate(Deadline.Never, Deadline.Earliest);
}
