using Culvert.Core;
using Culvert.Crypto;
using Culvert.Ike.Negotiation;
using Culvert.Ike.Wire;

namespace Culvert.Ike.V2.Tasks;

/// <summary>
/// CREATE_CHILD_SA for a CHILD SA: the rekey of one, or a new one for what the tunnel lacks (RFC 7296 sections 1.3.1 and
/// 1.3.3). Make before break: both halves of the new SA work before the old one is deleted.
/// </summary>
internal sealed class CreateChildTask : InitiatorTask
{
    private readonly byte[] _nonce;
    private readonly uint _inboundSpi;
    private DhGroup _group;
    private bool _isSecondGroup;
    private Secret? _privateValue;
    private byte[] _publicValue = [];
    private ChildTerms? _terms;
    private byte[] _peerNonce = [];
    private bool _isSpiSettled;

    // A rekey asks for what is in use: some peers accept nothing else (RFC 7296 section 2.9.2).
    public CreateChildTask(IkeSa sa, ChildRecord rekeyed)
        : this(sa, rekeyed.Selectors) => Rekeyed = rekeyed;

    public CreateChildTask(IkeSa sa, SelectorPair selectors)
        : base(sa)
    {
        Selectors = selectors;
        _nonce = Context.Entropy.Bytes(32);
        _inboundSpi = Context.EspSpis.Allocate();
        _group = sa.Tunnel.EspProposals[0].Group;
    }

    public ChildRecord? Rekeyed { get; }

    /// <summary>What it asks for.</summary>
    public SelectorPair Selectors { get; }

    public override ExchangeType Exchange => ExchangeType.CREATE_CHILD_SA;

    public override bool MeasuresRoundTrip => false;

    public override bool TouchesChildren => true;

    private IReadOnlyList<EspProposal> Suites =>
        Rekeyed is null ? Sa.Tunnel.EspProposals : EspNegotiation.ForRekey(Sa.Tunnel.EspProposals, Rekeyed.Suite);

    private bool IsStillWanted => Sa.State == IkeSaState.Established
        && (Rekeyed is null ? !Sa.Carries(Selectors) : Sa.Children.Contains(Rekeyed) && Rekeyed.IsCurrent);

    public override TaskResult Begin(Instant now)
    {
        if (!IsStillWanted) return Skip(now);
        if (_group == DhGroup.None) return TaskResult.Send;
        return WaitFor(new KeyExchangeJob(
            Sa, Context.KeyExchange, _group, Context.KeyExchange.NewPrivateValue(_group, Context.Entropy), publicValue: null, peerValue: null));
    }

    public override IReadOnlyList<Payload> Build(Instant now)
    {
        var payloads = new List<Payload>();
        if (Rekeyed is not null) payloads.Add(NotifyPayload.ForEspSpi(NotifyType.REKEY_SA, Rekeyed.InboundSpi));
        payloads.Add(EspNegotiation.Offer(Suites, _inboundSpi));
        payloads.Add(new NoncePayload(_nonce));
        if (_group != DhGroup.None) payloads.Add(new KeyExchangePayload(_group, _publicValue));
        payloads.Add(new TrafficSelectorPayload(PayloadType.TSi, Selectors.Local));
        payloads.Add(new TrafficSelectorPayload(PayloadType.TSr, Selectors.Remote));
        return payloads;
    }

    public override TaskResult Process(Instant now, IncomingMessage answer)
    {
        // Deleted meanwhile: what the peer has made goes with the IKE SA.
        if (Sa.State != IkeSaState.Established) return Abandoned();
        PayloadSet payloads = answer.Payloads;
        if (payloads.Error is { } error) return HandleError(now, error);
        if (payloads is not { Sa: { } sa, Nonce: { } nonce, TsI: { } tsI, TsR: { } tsR } || EspNegotiation.Accept(sa, Suites) is not { } choice)
            return Disown(now, IkeFailure.NoProposal, $"peer {Sa.Remote.Address} answers CREATE_CHILD_SA with what we did not offer");
        var chosen = new SelectorPair(tsI.Selectors, tsR.Selectors);
        if (!SelectorNegotiation.IsNarrowing(chosen, Selectors)) return Disown(now, IkeFailure.Selectors, Refusals.OutsideOfOffer(Sa, Selectors, chosen));
        _terms = new ChildTerms(_inboundSpi, choice.PeerSpi, choice.Suite, chosen);
        _peerNonce = nonce;
        if (choice.Suite.Group == DhGroup.None) return Complete(now, shared: null);
        if (payloads.Ke is not { } ke || ke.Group != choice.Suite.Group || ke.Group != _group)
            return Disown(now, IkeFailure.Protocol, $"peer {Sa.Remote.Address} answers CREATE_CHILD_SA without the key exchange that it chose");
        return WaitFor(new KeyExchangeJob(Sa, Context.KeyExchange, _group, _privateValue!, _publicValue, ke.Value));
    }

    public override TaskResult Resume(Instant now, KeyExchangeJob job)
    {
        if (job.Failure is { } failure)
        {
            job.Discard();
            string text = $"the key exchange cannot be computed: {failure.Message}";
            if (_terms is not null) return Disown(now, IkeFailure.Protocol, text);
            Sa.Notice(NoticeLevel.Warning, text);
            Retry(now);
            return Abandoned();
        }

        if (_terms is null)
        {
            (_privateValue, _publicValue) = (job.TakePrivateValue(), job.PublicValue!);
            return TaskResult.Send;
        }

        if (job.Shared is null)
        {
            Context.Counters.BadKeyExchange.Increment();
            return Disown(now, IkeFailure.Protocol, $"peer {Sa.Remote.Address} sends an invalid key exchange value");
        }

        TaskResult result = Complete(now, job.Shared);
        job.Discard();
        return result;
    }

    public override void Abandon()
    {
        if (!_isSpiSettled) Context.EspSpis.Release(_inboundSpi);
        _isSpiSettled = true;
        if (Job is null) _privateValue?.Dispose();
    }

    private TaskResult Complete(Instant now, Secret? shared)
    {
        ChildKeyMaterial keys = ChildKeyMaterial.Derive(Sa.Suite!.Prf, Sa.Keys!.D, shared, _nonce, _peerNonce, _terms!.Suite);
        _isSpiSettled = true;
        _privateValue?.Dispose();
        ChildRecord child = Sa.Install(now, _terms, keys, weInitiated: true, outboundReady: true, Rekeyed);
        Sa.Notice(NoticeLevel.Debug, $"CHILD SA {child.InboundSpi:x8} {child.Suite}{(Rekeyed is null ? "" : $" in place of {Rekeyed.InboundSpi:x8}")}");
        if (Rekeyed is null) Sa.AskForMissing(now, finishing: this);
        if (Rekeyed is null || !Sa.Children.Contains(Rekeyed)) return TaskResult.Done;
        Rekeyed.Successor = child;
        Sa.StopOutbound(Rekeyed);
        Sa.DeleteChild(now, Rekeyed);
        return TaskResult.Done;
    }

    private TaskResult HandleError(Instant now, NotifyPayload error)
    {
        switch (error.NotifyType)
        {
            case NotifyType.INVALID_KE_PAYLOAD when !_isSecondGroup && error.WantedGroup is { } group && Suites.Any(p => p.Group == group):
                _privateValue?.Dispose();
                (_group, _isSecondGroup) = (group, true);
                return Begin(now);
            case NotifyType.TEMPORARY_FAILURE:
                Retry(now);
                return Abandoned();
            case NotifyType.CHILD_SA_NOT_FOUND when Rekeyed is not null:
                HandleLost(now, Rekeyed);
                return Abandoned();
            case NotifyType.NO_PROPOSAL_CHOSEN or NotifyType.INVALID_KE_PAYLOAD when Rekeyed is not null:
                // IKE_AUTH agreed on the ciphers and on no group: what is new in the first rekey is the group.
                Rekeyed.IsPfsRefused = Rekeyed.Suite.Group == DhGroup.None || error.NotifyType == NotifyType.INVALID_KE_PAYLOAD;
                return Fail(now, IkeFailure.NoProposal, Refusals.Text(Sa, error.NotifyType));
            case NotifyType.NO_ADDITIONAL_SAS when Rekeyed is null:
                return Fail(now, IkeFailure.Protocol, Refusals.Text(Sa, error.NotifyType), ofAny: true);
            case NotifyType.SINGLE_PAIR_REQUIRED when Rekeyed is null:
                Sa.Demand.AskPairwise();
                return Fail(now, IkeFailure.Selectors, Refusals.Text(Sa, error.NotifyType, Selectors));
            default:
                return Fail(now, Refusals.Reason(error.NotifyType), Refusals.Text(Sa, error.NotifyType, Selectors));
        }
    }

    private void Retry(Instant now)
    {
        if (Rekeyed is not null && Sa.Children.Contains(Rekeyed) && Rekeyed.IsCurrent) Sa.RetryRekey(now, Rekeyed);
        else Sa.RetryChild(now);
    }

    /// <summary>The peer does not know the SA any more (RFC 7296 section 2.25).</summary>
    private void HandleLost(Instant now, ChildRecord lost)
    {
        Sa.RemoveLingering(now, lost);
        Sa.ReplaceLost(now, lost, finishing: this);
    }

    /// <summary>The peer has made what we cannot take: it must not go on believing in it.</summary>
    private TaskResult Disown(Instant now, IkeFailure why, string text)
    {
        Sa.Tasks.Enqueue(now, new DisownChildTask(Sa, _inboundSpi));
        return Fail(now, why, text);
    }

    /// <summary>Something else carries it by now; what is still missing is for another task.</summary>
    private TaskResult Skip(Instant now)
    {
        if (Rekeyed is null) Sa.AskForMissing(now, finishing: this);
        return Abandoned();
    }

    /// <summary>
    /// A rekey that fails leaves the old SA in place until its end, and what works stays when one more cannot be had. Without
    /// any SA the tunnel is of no use.
    /// </summary>
    /// <param name="ofAny">The peer makes no more, whatever is asked for.</param>
    private TaskResult Fail(Instant now, IkeFailure why, string text, bool ofAny = false)
    {
        if (Rekeyed is not null)
        {
            Sa.Notice(NoticeLevel.Warning, $"rekey of the CHILD SA failed: {text}");
            Sa.RetryRekeyLater(now, Rekeyed);
            // The peer may have deleted it meanwhile.
            Sa.AskForMissing(now, finishing: this);
            return Abandoned();
        }

        Sa.Demand.Refuse(now, Selectors, ofAny);
        Sa.AskForMissing(now, finishing: this);
        if (Sa.HasUsableChild || Sa.Tasks.Has(t => t is CreateChildTask && t != this))
        {
            Sa.Notice(NoticeLevel.Warning, $"one CHILD SA cannot be had: {text}");
            return Abandoned();
        }

        Sa.Emit(new IkeEvent.Refused(Sa.Tunnel.Name, why, text, AsResponder: false));
        Abandon();
        Sa.Delete(now, why, text);
        return TaskResult.Done;
    }

    private TaskResult Abandoned()
    {
        Abandon();
        return TaskResult.Done;
    }
}
