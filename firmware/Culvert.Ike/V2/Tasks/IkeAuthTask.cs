using Culvert.Core;
using Culvert.Crypto;
using Culvert.Ike.Auth;
using Culvert.Ike.Negotiation;
using Culvert.Ike.Wire;

namespace Culvert.Ike.V2.Tasks;

/// <summary>IKE_AUTH as initiator, with a pre-shared key and the first CHILD SA (RFC 7296 section 1.2).</summary>
internal sealed class IkeAuthTask(IkeSa sa) : InitiatorTask(sa)
{
    private readonly uint _inboundSpi = sa.Context.EspSpis.Allocate();
    private readonly IReadOnlyList<EspProposal> _suites = EspNegotiation.WithoutGroups(sa.Tunnel.EspProposals);
    private bool _isSpiSettled;

    public override ExchangeType Exchange => ExchangeType.IKE_AUTH;

    public override bool TouchesChildren => true;

    private IkeTunnelConfig Tunnel => Sa.Tunnel;

    private SelectorPair Offered => new(Tunnel.LocalSelectors, Tunnel.RemoteSelectors);

    public override IReadOnlyList<Payload> Build(Instant now)
    {
        var payloads = new List<Payload>
        {
            new IdentificationPayload(PayloadType.IDi, Tunnel.LocalId),
            new IdentificationPayload(PayloadType.IDr, Tunnel.RemoteId),
            new AuthenticationPayload(AuthenticationPayload.SharedKey, PskAuthentication.Compute(
                Sa.Suite!.Prf, Tunnel.PreSharedKey, Sa.Initial.Request, Sa.Initial.ResponderNonce, Sa.Keys!.Pi, Tunnel.LocalId)),
            EspNegotiation.Offer(_suites, _inboundSpi),
            new TrafficSelectorPayload(PayloadType.TSi, Tunnel.LocalSelectors),
            new TrafficSelectorPayload(PayloadType.TSr, Tunnel.RemoteSelectors),
        };
        // True only when nothing else joins this pair: a suspect tunnel's old IKE SA still counts, and so does another tunnel's.
        if (!Context.Sas.AnyEstablishedBetween(Tunnel.LocalId, Tunnel.RemoteId)) payloads.Add(new NotifyPayload(NotifyType.INITIAL_CONTACT));
        return payloads;
    }

    public override TaskResult Process(Instant now, IncomingMessage answer)
    {
        PayloadSet payloads = answer.Payloads;
        if (payloads is not { IdR: { } idR, Auth: { } auth }) return HandleError(now, payloads.Error);
        if (!idR.Identity.Equals(Tunnel.RemoteId))
            return Disown(now, $"peer {Sa.Remote.Address} says it is {idR.Identity}, not {Tunnel.RemoteId}");
        if (!PskAuthentication.Verify(auth, ExpectedAuth()))
            return Disown(now, $"peer {Sa.Remote.Address} does not have our pre-shared key for {Tunnel.RemoteId}");
        return HandleChild(now, payloads);
    }

    public override void Abandon()
    {
        if (!_isSpiSettled) Context.EspSpis.Release(_inboundSpi);
        _isSpiSettled = true;
    }

    private byte[] ExpectedAuth() => PskAuthentication.Compute(
        Sa.Suite!.Prf, Tunnel.PreSharedKey, Sa.Initial.Answer, Sa.Initial.InitiatorNonce, Sa.Keys!.Pr, Tunnel.RemoteId);

    /// <summary>The peer did not even authenticate itself: it has no IKE SA either.</summary>
    private TaskResult HandleError(Instant now, NotifyPayload? error)
    {
        if (error is null) return Disown(now, $"peer {Sa.Remote.Address} answers IKE_AUTH without IDr or AUTH");
        Refuse(Refusals.Reason(error.NotifyType), Refusals.Text(Sa, error.NotifyType));
        Sa.Close(now, Refusals.Reason(error.NotifyType), "", keepReceiving: false);
        return TaskResult.Done;
    }

    /// <summary>The peer thinks that all is well; it learns otherwise (RFC 7296 section 2.21.2).</summary>
    private TaskResult Disown(Instant now, string text)
    {
        Refuse(IkeFailure.AuthenticationFailed, text);
        Sa.Delete(now, IkeFailure.AuthenticationFailed, text, NotifyType.AUTHENTICATION_FAILED);
        return TaskResult.Done;
    }

    private TaskResult HandleChild(Instant now, PayloadSet payloads)
    {
        if (payloads.Error is { NotifyType: NotifyType.SINGLE_PAIR_REQUIRED } && Offered.Split().Skip(1).Any()) return AskPairwise(now);
        if (payloads.Error is { } error) return RefuseChild(now, Refusals.Reason(error.NotifyType), Refusals.Text(Sa, error.NotifyType));
        if (payloads is not { Sa: { } sa, TsI: { } tsI, TsR: { } tsR })
            return RefuseChild(now, IkeFailure.Protocol, $"peer {Sa.Remote.Address} answers IKE_AUTH without a CHILD SA");
        if (EspNegotiation.Accept(sa, _suites) is not { } choice)
            return RefuseChild(now, IkeFailure.NoProposal, $"peer {Sa.Remote.Address} chose an ESP suite that we did not offer");
        var selectors = new SelectorPair(tsI.Selectors, tsR.Selectors);
        if (!SelectorNegotiation.IsNarrowing(selectors, Offered)) return RefuseChild(now, IkeFailure.Selectors, Refusals.OutsideOfOffer(Sa, Offered, selectors));
        Establish(now, new ChildTerms(_inboundSpi, choice.PeerSpi, choice.Suite, selectors));
        return TaskResult.Done;
    }

    private void Establish(Instant now, ChildTerms terms)
    {
        ChildKeyMaterial keys = ChildKeyMaterial.Derive(
            Sa.Suite!.Prf, Sa.Keys!.D, shared: null, Sa.Initial.InitiatorNonce, Sa.Initial.ResponderNonce, terms.Suite);
        _isSpiSettled = true;
        Sa.Establish(now);
        Sa.InstallFirst(now, terms, keys);
        Succession.Apply(now, Context, Sa, initialContact: false);
        Sa.Demand.IsOurs = true;
        Sa.AskForMissing(now);
    }

    /// <summary>The IKE SA stands; its CHILD SAs come one pair of networks at a time.</summary>
    private TaskResult AskPairwise(Instant now)
    {
        Abandon();
        Sa.Establish(now);
        Succession.Apply(now, Context, Sa, initialContact: false);
        Sa.Demand.AskPairwise();
        Sa.AskForMissing(now);
        return TaskResult.Done;
    }

    /// <summary>The IKE SA stands, but a tunnel without a CHILD SA is of no use.</summary>
    private TaskResult RefuseChild(Instant now, IkeFailure why, string text)
    {
        Refuse(why, text);
        Sa.Delete(now, why, text);
        return TaskResult.Done;
    }

    private void Refuse(IkeFailure why, string text)
    {
        Abandon();
        Sa.Emit(new IkeEvent.Refused(Tunnel.Name, why, text, AsResponder: false));
        Context.Attempts.Finish(Sa);
    }
}
