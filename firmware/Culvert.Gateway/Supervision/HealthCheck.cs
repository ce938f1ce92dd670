using Culvert.Core;
using Culvert.Gateway.Logging;

namespace Culvert.Gateway.Supervision;

/// <summary>
/// Once a second asks every thread for a sign of life, and tells when all have answered. Called by the thread that waits for
/// deadlines, whose own sign of life that is.
/// </summary>
/// <param name="tellAlive">Called once a second while all answer.</param>
internal sealed class HealthCheck(IReadOnlyList<Pulse> threads, Action tellAlive, Log log)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly HashSet<string> _silent = [];

    /// <summary>All have answered so far, or had no time to.</summary>
    public bool IsWell => _silent.Count == 0;

    public Deadline NextDeadline { get; private set; } = new(Instant.Zero, "sign of life");

    public void HandleTimeout(Instant now)
    {
        if (!NextDeadline.IsDue(now)) return;
        NextDeadline = new Deadline(now + Interval, "sign of life");
        foreach (Pulse thread in threads) Report(thread, thread.IsAlive(now));
        if (IsWell) tellAlive();
        foreach (Pulse thread in threads) thread.Ask(now);
    }

    private void Report(Pulse thread, bool isAlive)
    {
        if (isAlive && _silent.Remove(thread.Name)) log.Info("control", $"thread {thread.Name} answers again");
        else if (!isAlive && _silent.Add(thread.Name)) log.Error("control", $"thread {thread.Name} does not answer");
    }
}
