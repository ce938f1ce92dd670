using Culvert.Core;
using Culvert.Ike.Wire;

namespace Culvert.Ike.V2.Tasks;

/// <summary>One exchange that the peer starts: <see cref="Process"/> the request, <see cref="Build"/> the answer.</summary>
internal abstract class ResponderTask(IkeSa sa)
{
    public IkeSa Sa { get; } = sa;

    /// <summary>The job it waits for.</summary>
    public KeyExchangeJob? Job { get; private set; }

    protected IkeContext Context => Sa.Context;

    public abstract TaskResult Process(Instant now, IncomingMessage request);

    public virtual TaskResult Resume(Instant now, KeyExchangeJob job) => TaskResult.Done;

    public abstract IReadOnlyList<Payload> Build(Instant now);

    /// <summary>The answer is on its way, in these bytes.</summary>
    public virtual void HandleSent(Instant now, byte[] answer)
    {
    }

    /// <summary>It will never answer: give back what it holds.</summary>
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
