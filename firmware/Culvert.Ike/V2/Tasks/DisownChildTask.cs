using Culvert.Core;
using Culvert.Ike.Wire;

namespace Culvert.Ike.V2.Tasks;

/// <summary>Deletes at the peer a CHILD SA that its answer made and that we could not take: our half never was.</summary>
internal sealed class DisownChildTask(IkeSa sa, uint inboundSpi) : InitiatorTask(sa)
{
    public override ExchangeType Exchange => ExchangeType.INFORMATIONAL;

    public override bool TouchesChildren => true;

    public override IReadOnlyList<Payload> Build(Instant now) => [new DeletePayload(ProtocolId.ESP, [inboundSpi])];

    public override TaskResult Process(Instant now, IncomingMessage answer) => TaskResult.Done;
}
