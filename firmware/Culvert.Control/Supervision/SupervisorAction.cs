namespace Culvert.Control.Supervision;

/// <summary>What the supervisor wants done about a process.</summary>
public abstract record SupervisorAction(string Service)
{
    public sealed record Start(string Service) : SupervisorAction(Service);

    /// <summary>SIGTERM: it may say goodbye to its peers.</summary>
    public sealed record Terminate(string Service) : SupervisorAction(Service);

    /// <summary>SIGKILL.</summary>
    public sealed record Kill(string Service) : SupervisorAction(Service);
}
