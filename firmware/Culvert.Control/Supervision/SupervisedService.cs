namespace Culvert.Control.Supervision;

/// <summary>A process that the supervisor keeps running.</summary>
/// <param name="Name">One word for the log: "run".</param>
/// <param name="Ticks">
/// It says "ready" and then, at least once in <see cref="Supervisor.TickLimit"/>, that all its threads answer. The watchdog is
/// fed only while such services are well.
/// </param>
public sealed record SupervisedService(string Name, bool Ticks)
{
    /// <summary>How long after the machine's start it is first started, so that those that matter more have the processor for themselves. No wait at later starts.</summary>
    public TimeSpan Delay { get; init; }
}
