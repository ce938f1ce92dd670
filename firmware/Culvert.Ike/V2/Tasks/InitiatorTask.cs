using Culvert.Core;
using Culvert.Ike.Wire;

namespace Culvert.Ike.V2.Tasks;

/// <summary>One exchange that we start: <see cref="Begin"/>, <see cref="Build"/> the request, <see cref="Process"/> its answer.</summary>
internal abstract class InitiatorTask(IkeSa sa)
{
    public IkeSa Sa { get; private set; } = sa;

    public abstract ExchangeType Exchange { get; }

    /// <summary>The job it waits for.</summary>
    public KeyExchangeJob? Job { get; private set; }

    /// <summary>Whether it makes, rekeys or deletes a CHILD SA: then the IKE SA must not be rekeyed meanwhile (RFC 7296 section 2.25.2).</summary>
    public virtual bool TouchesChildren => false;

    /// <summary>Whether the time to its answer is a round trip. A key exchange takes the peer's time as well.</summary>
    public virtual bool MeasuresRoundTrip => true;

    /// <summary>The peer has answered, and so has made what must now be taken or deleted.</summary>
    public virtual bool IsCommitted => false;

    protected IkeContext Context => Sa.Context;

    public virtual TaskResult Begin(Instant now) => TaskResult.Send;

    public abstract IReadOnlyList<Payload> Build(Instant now);

    /// <summary>The request as it goes on the wire.</summary>
    public virtual void HandleSent(Instant now, byte[] request)
    {
    }

    public abstract TaskResult Process(Instant now, IncomingMessage answer);

    /// <summary>The job has run.</summary>
    public virtual TaskResult Resume(Instant now, KeyExchangeJob job) => TaskResult.Done;

    public virtual TimeSpan WaitAfter(int transmissions) => RetransmissionSchedule.Established(transmissions);

    /// <summary>Asked before each retransmission; false ends the task.</summary>
    public virtual bool KeepsTrying(Instant now) => true;

    /// <summary>It will never finish: give back what it holds.</summary>
    public virtual void Abandon()
    {
    }

    /// <summary>The IKE SA was rekeyed before its turn came.</summary>
    public void MoveTo(IkeSa sa) => Sa = sa;

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
