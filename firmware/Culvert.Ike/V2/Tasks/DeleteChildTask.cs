using Culvert.Core;
using Culvert.Ike.Wire;

namespace Culvert.Ike.V2.Tasks;

/// <summary>Deletes a CHILD SA at the peer (RFC 7296 section 1.4.1).</summary>
internal sealed class DeleteChildTask(IkeSa sa, ChildRecord child) : InitiatorTask(sa)
{
    public override ExchangeType Exchange => ExchangeType.INFORMATIONAL;

    public override bool TouchesChildren => true;

    public override TaskResult Begin(Instant now) => Sa.Children.Contains(child) ? TaskResult.Send : TaskResult.Done;

    public override IReadOnlyList<Payload> Build(Instant now) => [new DeletePayload(ProtocolId.ESP, [child.InboundSpi])];

    public override TaskResult Process(Instant now, IncomingMessage answer)
    {
        Sa.RemoveLingering(now, child);
        // Its successor may carry less, or there is none: the rekey did not come to its end.
        Sa.AskForMissing(now);
        return TaskResult.Done;
    }
}
