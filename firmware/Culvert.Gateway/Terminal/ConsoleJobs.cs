using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Culvert.Console.Session;
using Culvert.Hal.Packets;

namespace Culvert.Gateway.Terminal;

/// <summary>Runs a session's jobs on a thread of their own, so that the terminal is served meanwhile.</summary>
internal sealed class ConsoleJobs : IDisposable
{
    private readonly BlockingCollection<ConsoleJob> _waiting = [];
    private readonly ConcurrentQueue<(ConsoleJob Job, string? Text, ConsoleReply? Reply)> _news = new();
    private readonly Func<ConsoleJob, Action<string>, ConsoleReply> _run;
    private readonly IWakeSignal _arrived;

    public ConsoleJobs(Func<ConsoleJob, Action<string>, ConsoleReply> run, IWakeSignal arrived)
    {
        (_run, _arrived) = (run, arrived);
        new Thread(Work) { IsBackground = true, Name = "console job" }.Start();
    }

    public int Descriptor => _arrived.Descriptor;

    public void Add(ConsoleJob job) => _waiting.Add(job);

    public void Lower() => _arrived.Lower();

    /// <summary>A piece of text of a job that runs, or the reply of one that is done.</summary>
    public bool TryTake([NotNullWhen(true)] out ConsoleJob? job, out string? text, out ConsoleReply? reply)
    {
        bool any = _news.TryDequeue(out (ConsoleJob Job, string? Text, ConsoleReply? Reply) next);
        (job, text, reply) = next;
        return any;
    }

    public void Dispose() => _waiting.CompleteAdding();

    private void Work()
    {
        foreach (ConsoleJob job in _waiting.GetConsumingEnumerable()) Tell(job, null, Run(job));
    }

    private ConsoleReply Run(ConsoleJob job)
    {
        try
        {
            return _run(job, text => Tell(job, text, null));
        }
#pragma warning disable CA1031 // The person gets the prompt back, whatever is wrong with us.
        catch (Exception bug)
        {
            return ConsoleReply.Failed($"internal error, {job.GetType().Name}, please report it: {bug.GetType().Name} {bug.Message}");
        }
#pragma warning restore CA1031
    }

    private void Tell(ConsoleJob job, string? text, ConsoleReply? reply)
    {
        _news.Enqueue((job, text, reply));
        _arrived.Raise();
    }
}
