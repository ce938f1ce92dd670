using Culvert.Core;
using Culvert.Ike.Wire;

namespace Culvert.Ike.V2.Tasks;

/// <summary>INFORMATIONAL as responder: DELETE of SAs, liveness checks, and notifies that we need not understand.</summary>
internal sealed class InformationalResponder(IkeSa sa) : ResponderTask(sa)
{
    private readonly List<ChildRecord> _deleted = [];
    private readonly List<uint> _answeredSpis = [];
    private bool _deletesIkeSa;
    private bool _wasDisowned;

    public override TaskResult Process(Instant now, IncomingMessage request)
    {
        _wasDisowned = request.Payloads.Notify(NotifyType.AUTHENTICATION_FAILED) is not null;
        _deletesIkeSa = _wasDisowned || request.Payloads.Deletes.Any(d => d.Protocol == ProtocolId.IKE);
        foreach (uint spi in request.Payloads.Deletes.Where(d => d.Protocol == ProtocolId.ESP).SelectMany(d => d.Spis).Distinct())
        {
            if (Sa.FindByOutboundSpi(spi) is { } child) HandleDeleted(child);
        }

        return TaskResult.Send;
    }

    public override IReadOnlyList<Payload> Build(Instant now) =>
        _answeredSpis.Count == 0 || _deletesIkeSa ? [] : [new DeletePayload(ProtocolId.ESP, _answeredSpis)];

    public override void HandleSent(Instant now, byte[] answer)
    {
        if (_deletesIkeSa)
        {
            Close(now);
            return;
        }

        foreach (ChildRecord child in _deleted) Remove(now, child);
        if (_deleted.Count > 0) Sa.AskForMissing(now);
    }

    // Each half is deleted once: when our own DELETE for it is under way, the answer names nothing (RFC 7296 section 1.4.1).
    private void HandleDeleted(ChildRecord child)
    {
        _deleted.Add(child);
        if (!child.IsDeleting) _answeredSpis.Add(child.InboundSpi);
    }

    private void Remove(Instant now, ChildRecord child)
    {
        if (child.IsCurrent) Sa.Demand.HandleDeletedByPeer(now, child, Sa.Children.Except(_deleted));
        Sa.RemoveLingering(now, child);
    }

    private void Close(Instant now)
    {
        if (_wasDisowned)
        {
            string text = $"peer {Sa.Remote.Address} does not accept our identity or pre-shared key (AUTHENTICATION_FAILED)";
            Sa.Emit(new IkeEvent.Refused(Sa.Tunnel.Name, IkeFailure.AuthenticationFailed, text, AsResponder: true));
            Sa.Close(now, IkeFailure.AuthenticationFailed, text, keepReceiving: false);
            return;
        }

        Sa.Close(now, IkeFailure.PeerDeleted, $"peer {Sa.Remote.Address} deleted the IKE SA", keepReceiving: true);
    }
}
