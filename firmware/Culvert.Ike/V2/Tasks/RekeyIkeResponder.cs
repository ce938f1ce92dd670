using Culvert.Core;
using Culvert.Crypto;
using Culvert.Ike.Negotiation;
using Culvert.Ike.Wire;

namespace Culvert.Ike.V2.Tasks;

/// <summary>CREATE_CHILD_SA for a new IKE SA as responder: it takes over once our answer is on its way; the peer deletes the old one.</summary>
internal sealed class RekeyIkeResponder(IkeSa sa) : ResponderTask(sa)
{
    private readonly byte[] _nonce = sa.Context.Entropy.Bytes(32);
    private IkeNegotiation.Choice? _choice;
    private byte[] _peerNonce = [];
    private byte[] _publicValue = [];
    private IkeSa? _successor;
    private NotifyPayload? _error;

    /// <summary>An exchange of ours is under way that must not lose its IKE SA (RFC 7296 section 2.25.2).</summary>
    private bool IsCrossed => Sa.Tasks.IsTouchingChildren || Sa.Tasks.IsRekeyingIkeSa;

    public override TaskResult Process(Instant now, IncomingMessage request)
    {
        PayloadSet payloads = request.Payloads;
        if (IsCrossed) return Reject(new NotifyPayload(NotifyType.TEMPORARY_FAILURE));
        if (payloads is not { Sa: { } sa, Ke: { } ke, Nonce: { } nonce }) return Reject(new NotifyPayload(NotifyType.INVALID_SYNTAX));
        _choice = IkeNegotiation.Choose(sa, Sa.Tunnel.IkeProposals, spiLength: 8);
        if (_choice is null || _choice.PeerSpi == 0) return Reject(new NotifyPayload(NotifyType.NO_PROPOSAL_CHOSEN));
        DhGroup group = _choice.Suite.Group;
        if (ke.Group != group) return Reject(NotifyPayload.InvalidKe(group));
        _peerNonce = nonce;
        return WaitFor(new KeyExchangeJob(
            Sa, Context.KeyExchange, group, Context.KeyExchange.NewPrivateValue(group, Context.Entropy), publicValue: null, ke.Value));
    }

    public override TaskResult Resume(Instant now, KeyExchangeJob job)
    {
        if (job.Failure is not null || IsCrossed)
        {
            _error = new NotifyPayload(NotifyType.TEMPORARY_FAILURE);
        }
        else if (job.Shared is { } shared)
        {
            _publicValue = job.PublicValue!;
            MakeSuccessor(now, shared);
        }
        else
        {
            Context.Counters.BadKeyExchange.Increment();
            _error = new NotifyPayload(NotifyType.INVALID_SYNTAX);
        }

        job.Discard();
        return TaskResult.Send;
    }

    public override IReadOnlyList<Payload> Build(Instant now) => _error is not null
        ? [_error]
        : [_choice!.Answer(_successor!.LocalSpi), new NoncePayload(_nonce), new KeyExchangePayload(_choice.Suite.Group, _publicValue)];

    public override void HandleSent(Instant now, byte[] answer)
    {
        if (_successor is not null) Sa.GiveWayTo(now, _successor);
        else if (_error?.NotifyType == NotifyType.INVALID_SYNTAX) CloseUnreadable(now);
    }

    private void MakeSuccessor(Instant now, Secret shared)
    {
        IkeProposal suite = _choice!.Suite;
        _successor = Sa.MakeSuccessor(now, isInitiator: false);
        _successor.RemoteSpi = _choice.PeerSpi;
        using Secret seed = SkeySeed.Rekeyed(Sa.Suite!.Prf, Sa.Keys!.D, shared, _peerNonce, _nonce);
        _successor.UseKeys(suite, IkeSaKeys.Derive(suite, seed, _peerNonce, _nonce, _successor.InitiatorSpi, _successor.ResponderSpi));
    }

    private TaskResult Reject(NotifyPayload error)
    {
        _error = error;
        return TaskResult.Send;
    }
}
