using Culvert.Core;
using Culvert.Ike.Wire;

namespace Culvert.Ike.V2.Tasks;

/// <summary>
/// Answers a request with nothing but an error. INVALID_SYNTAX ends the IKE SA at both ends (RFC 7296 section 2.21.3);
/// so does any error before it is authenticated.
/// </summary>
internal sealed class RejectTask(IkeSa sa, NotifyPayload error) : ResponderTask(sa)
{
    public override TaskResult Process(Instant now, IncomingMessage request) => TaskResult.Send;

    public override IReadOnlyList<Payload> Build(Instant now) => [error];

    public override void HandleSent(Instant now, byte[] answer)
    {
        if (error.NotifyType == NotifyType.INVALID_SYNTAX || Sa.State == IkeSaState.HalfOpen)
            CloseUnreadable(now);
    }
}
