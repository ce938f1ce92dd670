using Culvert.Core;
using Culvert.Ike.Wire;

namespace Culvert.Ike.V2.Tasks;

/// <summary>One exchange that we start: <see cref="Begin"/>, <see cref="Build"/> the request, <see cref="Process"/> its answer.</summary>
internal abstract class InitiatorTask(IkeSa sa) : ExchangeTask(sa)
{
    public abstract ExchangeType Exchange { get; }

    /// <summary>Whether it makes, rekeys or deletes a CHILD SA: then the IKE SA must not be rekeyed meanwhile (RFC 7296 section 2.25.2).</summary>
    public virtual bool TouchesChildren => false;

    /// <summary>Whether the time to its answer is a round trip. A key exchange takes the peer's time as well.</summary>
    public virtual bool MeasuresRoundTrip => true;

    /// <summary>The peer has answered, and so has made what must now be taken or deleted.</summary>
    public virtual bool IsCommitted => false;

    public virtual TaskResult Begin(Instant now) => TaskResult.Send;

    public abstract IReadOnlyList<Payload> Build(Instant now);

    /// <summary>The request as it goes on the wire.</summary>
    public virtual void HandleSent(Instant now, byte[] request)
    {
    }

    public abstract TaskResult Process(Instant now, IncomingMessage answer);

    public virtual TimeSpan WaitAfter(int transmissions) => RetransmissionSchedule.Established(transmissions);

    /// <summary>Asked before each retransmission; false ends the task.</summary>
    public virtual bool KeepsTrying(Instant now) => true;

    /// <summary>The IKE SA was rekeyed before its turn came.</summary>
    public void MoveTo(IkeSa sa) => Sa = sa;
}
