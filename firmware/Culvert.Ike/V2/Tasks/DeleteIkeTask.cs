using Culvert.Core;
using Culvert.Ike.Wire;

namespace Culvert.Ike.V2.Tasks;

/// <summary>Deletes the IKE SA, and with it its CHILD SAs, at the peer.</summary>
internal sealed class DeleteIkeTask(IkeSa sa, NotifyType? alsoSay = null) : InitiatorTask(sa)
{
    public override ExchangeType Exchange => ExchangeType.INFORMATIONAL;

    public override IReadOnlyList<Payload> Build(Instant now) =>
        alsoSay is { } error ? [new NotifyPayload(error), DeletePayload.IkeSa] : [DeletePayload.IkeSa];

    public override TaskResult Process(Instant now, IncomingMessage answer)
    {
        Sa.HandleDeleted(now);
        return TaskResult.Done;
    }
}
