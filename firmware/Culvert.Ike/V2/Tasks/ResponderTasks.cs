using Culvert.Ike.Wire;

namespace Culvert.Ike.V2.Tasks;

/// <summary>Which task answers a request.</summary>
internal static class ResponderTasks
{
    /// <summary>Null: the exchange has no place in the IKE SA's state and is not answered.</summary>
    public static ResponderTask? For(IkeSa sa, IncomingMessage request)
    {
        if (request.Payloads.UnsupportedCritical is { } type)
            return new RejectTask(sa, new NotifyPayload(NotifyType.UNSUPPORTED_CRITICAL_PAYLOAD, [type]));
        bool isUp = sa.State is IkeSaState.Established or IkeSaState.Rekeyed or IkeSaState.Deleting or IkeSaState.Superseded;
        return request.Header.Exchange switch
        {
            ExchangeType.IKE_AUTH when sa.State == IkeSaState.HalfOpen => new IkeAuthResponder(sa),
            ExchangeType.INFORMATIONAL when isUp => new InformationalResponder(sa),
            ExchangeType.CREATE_CHILD_SA when isUp => ForCreateChild(sa, request.Payloads),
            // Authentic, and never agreed on: left unanswered it would block everything that the peer sends after it.
            _ when isUp => new RejectTask(sa, new NotifyPayload(NotifyType.INVALID_SYNTAX)),
            _ => null,
        };
    }

    private static ResponderTask ForCreateChild(IkeSa sa, PayloadSet payloads)
    {
        // Whatever it wants would end with this IKE SA, or cross a rekey of ours (RFC 7296 section 2.25).
        if (sa.State != IkeSaState.Established || sa.Tasks.IsRekeyingIkeSa)
            return new RejectTask(sa, new NotifyPayload(NotifyType.TEMPORARY_FAILURE));
        bool isIkeRekey = payloads.Sa?.Proposals.Any(p => p.Protocol == ProtocolId.IKE) == true;
        return isIkeRekey ? new RekeyIkeResponder(sa) : new CreateChildResponder(sa);
    }
}
