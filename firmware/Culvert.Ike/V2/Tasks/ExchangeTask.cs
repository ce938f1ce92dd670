using Culvert.Core;

namespace Culvert.Ike.V2.Tasks;

/// <summary>One end of one exchange, and the slow work that it may wait for.</summary>
internal abstract class ExchangeTask(IkeSa sa)
{
    public IkeSa Sa { get; protected set; } = sa;

    /// <summary>The job it waits for.</summary>
    public KeyExchangeJob? Job { get; private set; }

    protected IkeContext Context => Sa.Context;

    /// <summary>The job has run.</summary>
    public virtual TaskResult Resume(Instant now, KeyExchangeJob job) => TaskResult.Done;

    /// <summary>It will never finish: give back what it holds.</summary>
    public virtual void Abandon()
    {
    }

    public TaskResult HandleJob(Instant now, KeyExchangeJob job)
    {
        Job = null;
        return Resume(now, job);
    }

    protected TaskResult WaitFor(KeyExchangeJob job)
    {
        Job = job;
        Context.Outbox.Jobs.Enqueue(job);
        return TaskResult.Wait;
    }
}
