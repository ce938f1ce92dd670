using Culvert.Core;
using Culvert.Ike.Wire;

namespace Culvert.Ike.V2.Tasks;

/// <summary>An empty INFORMATIONAL: are you there? The answer's authenticity is all it says (RFC 7296 section 2.4).</summary>
internal sealed class LivenessTask(IkeSa sa) : InitiatorTask(sa)
{
    public override ExchangeType Exchange => ExchangeType.INFORMATIONAL;

    public override IReadOnlyList<Payload> Build(Instant now) => [];

    public override TaskResult Process(Instant now, IncomingMessage answer) => TaskResult.Done;
}
