using Culvert.Gateway.Logging;

namespace Culvert.Gateway.Boot;

/// <summary>
/// A thread beside the one that starts the box. What it throws is said and is its own end only: unhandled it would be the first
/// process's, and with that the machine's.
/// </summary>
internal sealed class SideThread : IDisposable
{
    private readonly ManualResetEventSlim _over = new();
    private readonly Thread _thread;

    /// <param name="work">Returns soon after what it is given is set.</param>
    public SideThread(string name, Action<ManualResetEventSlim> work, Log log)
    {
        _thread = new Thread(() => Run(name, work, log)) { IsBackground = true, Name = name };
        _thread.Start();
    }

    /// <summary>Waits for its end.</summary>
    public void Dispose()
    {
        _over.Set();
        _thread.Join();
        _over.Dispose();
    }

    private void Run(string name, Action<ManualResetEventSlim> work, Log log)
    {
        try
        {
            work(_over);
        }
#pragma warning disable CA1031 // Whatever it is, the box starts without this thread.
        catch (Exception bug)
        {
            log.Error("boot", $"thread {name} has failed: {bug.Message}");
        }
#pragma warning restore CA1031
    }
}
