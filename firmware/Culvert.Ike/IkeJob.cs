namespace Culvert.Ike;

/// <summary>
/// Slow work wanted by the endpoint (a key exchange). Whoever takes it calls <see cref="Run"/> on any thread, once,
/// and hands the job back through <c>IkeEndpoint.HandleJobDone</c> on the endpoint's thread.
/// </summary>
public abstract class IkeJob
{
    /// <summary>Does the work. Touches nothing but the job itself.</summary>
    public abstract void Run();
}
