using Culvert.Core;
using Culvert.Crypto;
using Culvert.Ike.Negotiation;
using Culvert.Ike.Wire;

namespace Culvert.Ike.V2.Tasks;

/// <summary>
/// CREATE_CHILD_SA for a CHILD SA as responder. After a rekey we receive on the new SA at once, and send on it when the
/// peer has shown that it has our answer (RFC 7296 section 2.8).
/// </summary>
internal sealed class CreateChildResponder(IkeSa sa) : ResponderTask(sa)
{
    private readonly byte[] _nonce = sa.Context.Entropy.Bytes(32);
    private ChildRecord? _rekeyed;
    private EspNegotiation.Choice? _choice;
    private SelectorPair _selectors = new([], []);
    private byte[] _peerNonce = [];
    private byte[] _publicValue = [];
    private Secret? _shared;
    private NotifyPayload? _error;

    public override TaskResult Process(Instant now, IncomingMessage request)
    {
        PayloadSet payloads = request.Payloads;
        if (payloads is not { Sa: { } sa, Nonce: { } nonce, TsI: { } tsI, TsR: { } tsR }) return Reject(NotifyType.INVALID_SYNTAX);
        if (payloads.Notify(NotifyType.REKEY_SA) is { } rekey && !TryFindRekeyed(rekey)) return TaskResult.Send;
        _choice = EspNegotiation.Choose(sa, Sa.Tunnel.EspProposals, ignoreGroups: false);
        if (_choice is null && _rekeyed is not null && EspNegotiation.Choose(sa, EspNegotiation.WithoutGroups(Sa.Tunnel.EspProposals), ignoreGroups: true) is not null)
            _rekeyed.IsPfsRefused = true;
        if (_choice is null) return Refuse(NotifyType.NO_PROPOSAL_CHOSEN, $"peer {Sa.Remote.Address} offers none of our ESP suites for a CHILD SA");
        var asked = new SelectorPair(tsR.Selectors, tsI.Selectors);
        _selectors = SelectorNegotiation.Narrow(asked, Sa.Tunnel);
        if (_selectors.IsEmpty) return Refuse(NotifyType.TS_UNACCEPTABLE, Refusals.NothingInCommon(Sa, asked));
        if (_rekeyed is null && !Sa.HasRoomFor(_selectors))
            return Refuse(NotifyType.NO_ADDITIONAL_SAS, $"peer {Sa.Remote.Address} asks for one CHILD SA more than this IKE SA may carry");
        if (!Sa.HasRoomForRekey) return Reject(NotifyType.TEMPORARY_FAILURE);
        _peerNonce = nonce;
        DhGroup group = _choice.Suite.Group;
        if (group == DhGroup.None) return TaskResult.Send;
        if (payloads.Ke is not { } ke || ke.Group != group) return Reject(NotifyPayload.InvalidKe(group));
        return WaitFor(new KeyExchangeJob(
            Sa, Context.KeyExchange, group, Context.KeyExchange.NewPrivateValue(group, Context.Entropy), publicValue: null, ke.Value));
    }

    public override TaskResult Resume(Instant now, KeyExchangeJob job)
    {
        if (job.Failure is not null)
        {
            job.Discard();
            return Reject(NotifyType.TEMPORARY_FAILURE);
        }

        if (job.Shared is null)
        {
            Context.Counters.BadKeyExchange.Increment();
            job.Discard();
            return Reject(NotifyType.INVALID_SYNTAX);
        }

        (_publicValue, _shared) = (job.PublicValue!, job.Shared);
        job.TakePrivateValue().Dispose();
        return TaskResult.Send;
    }

    public override IReadOnlyList<Payload> Build(Instant now)
    {
        if (_error is not null) return [_error];
        // The DELETE of the old one may have come while we computed, or it carries something else: then this is simply a new one.
        bool isRekey = _rekeyed is not null && Sa.Children.Contains(_rekeyed) && _rekeyed.Selectors.Overlaps(_selectors);
        ChildTerms terms = new(Context.EspSpis.Allocate(), _choice!.PeerSpi, _choice.Suite, _selectors);
        ChildKeyMaterial keys = ChildKeyMaterial.Derive(Sa.Suite!.Prf, Sa.Keys!.D, _shared, _peerNonce, _nonce, _choice.Suite);
        _shared?.Dispose();
        ChildRecord child = Sa.Install(now, terms, keys, weInitiated: false, outboundReady: !isRekey, isRekey ? _rekeyed : null);
        if (isRekey) _rekeyed!.Successor = child;
        return Answer(terms);
    }

    public override void HandleSent(Instant now, byte[] answer)
    {
        if (_error?.NotifyType == NotifyType.INVALID_SYNTAX) CloseUnreadable(now);
    }

    public override void Abandon() => _shared?.Dispose();

    private List<Payload> Answer(ChildTerms terms)
    {
        List<Payload> payloads = [_choice!.Answer(terms.InboundSpi), new NoncePayload(_nonce)];
        if (_choice.Suite.Group != DhGroup.None) payloads.Add(new KeyExchangePayload(_choice.Suite.Group, _publicValue));
        payloads.Add(new TrafficSelectorPayload(PayloadType.TSi, _selectors.Remote));
        payloads.Add(new TrafficSelectorPayload(PayloadType.TSr, _selectors.Local));
        return payloads;
    }

    /// <summary>The SA to be rekeyed, named by the peer's inbound SPI; false with an error when it cannot be (RFC 7296 section 2.25.1).</summary>
    private bool TryFindRekeyed(NotifyPayload rekey)
    {
        _rekeyed = rekey.EspSpi is { } spi ? Sa.FindByOutboundSpi(spi) : null;
        if (_rekeyed is null)
        {
            _error = new NotifyPayload(NotifyType.CHILD_SA_NOT_FOUND, rekey.Protocol, rekey.Spi, []);
            return false;
        }

        bool isBusy = !_rekeyed.IsCurrent || Sa.Tasks.Has(t => t is CreateChildTask c && c.Rekeyed == _rekeyed);
        if (isBusy) _error = new NotifyPayload(NotifyType.TEMPORARY_FAILURE);
        return !isBusy;
    }

    private TaskResult Refuse(NotifyType type, string text)
    {
        // While another CHILD SA works it is news of no weight.
        if (Sa.HasUsableChild) Sa.Notice(NoticeLevel.Warning, text);
        else Sa.Emit(new IkeEvent.Refused(Sa.Tunnel.Name, Refusals.Reason(type), text, AsResponder: true));
        return Reject(type);
    }

    private TaskResult Reject(NotifyType type) => Reject(new NotifyPayload(type));

    private TaskResult Reject(NotifyPayload error)
    {
        _error = error;
        return TaskResult.Send;
    }
}
