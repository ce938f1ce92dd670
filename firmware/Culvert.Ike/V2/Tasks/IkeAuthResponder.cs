using Culvert.Core;
using Culvert.Crypto;
using Culvert.Ike.Auth;
using Culvert.Ike.Negotiation;
using Culvert.Ike.Wire;

namespace Culvert.Ike.V2.Tasks;

/// <summary>IKE_AUTH as responder: who is it, does it know the secret, and what CHILD SA does it want.</summary>
internal sealed class IkeAuthResponder(IkeSa sa) : ResponderTask(sa)
{
    private const int MostNamed = 4;
    private const int LongestShown = 100;

    private readonly List<Payload> _answer = [];
    private bool _isAccepted;

    public override TaskResult Process(Instant now, IncomingMessage request)
    {
        PayloadSet payloads = request.Payloads;
        // It decrypts, so that it comes from whoever did IKE_SA_INIT; a move to port 4500 shows here.
        (Sa.Local, Sa.Remote) = (request.Datagram.Local, request.Datagram.Remote);
        if (payloads is not { IdI: { } idI, Sa: { } sa, TsI: { } tsI, TsR: { } tsR }) return Reject(NotifyType.INVALID_SYNTAX);
        if (FindTunnel(idI.Identity, payloads.IdR?.Identity) is not { } tunnel) return RefuseIdentity(now, idI.Identity, payloads.IdR?.Identity);
        Sa.Tunnel = tunnel;
        if (payloads.Auth is not { } auth || !PskAuthentication.Verify(auth, ExpectedAuth()))
            return RefuseStranger(now, $"peer {Sa.Remote.Address} ({tunnel.RemoteId}) does not have our pre-shared key");

        if (!tunnel.IkeProposals.Contains(Sa.Suite!))
            return Refuse(now, IkeFailure.NoProposal, NotifyType.NO_PROPOSAL_CHOSEN, $"{Sa.Suite} is not a suite of this tunnel");
        Sa.SettleEncapsulation();
        if (!Sa.Nat.UsesUdp && !tunnel.AllowsRawEsp)
            return Refuse(now, IkeFailure.NotPermitted, NotifyType.NO_PROPOSAL_CHOSEN, Refusals.WithoutUdp(Sa));
        Accept(now, payloads, sa, new SelectorPair(tsR.Selectors, tsI.Selectors));
        return TaskResult.Send;
    }

    public override IReadOnlyList<Payload> Build(Instant now) => _answer;

    public override void HandleSent(Instant now, byte[] answer)
    {
        if (!_isAccepted) Sa.Close(now, IkeFailure.AuthenticationFailed, "", keepReceiving: false);
    }

    /// <summary>Several tunnels may have the peer's address, or take any; the identities tell them apart.</summary>
    private IkeTunnelConfig? FindTunnel(Identity initiator, Identity? responder) =>
        Context.Tunnels.WithPeer(Sa.Remote.Address).FirstOrDefault(t =>
            t.RemoteId.Equals(initiator) && (responder is null || t.LocalId.Equals(responder)));

    private TaskResult RefuseIdentity(Instant now, Identity initiator, Identity? responder)
    {
        string[] known = [.. Context.Tunnels.WithPeer(Sa.Remote.Address).Select(t => $"{t.RemoteId} and {t.LocalId}").Take(MostNamed)];
        string text = $"peer {Sa.Remote.Address} says it is {Shown(initiator)}{(responder is null ? "" : $" and wants {Shown(responder)}")};"
            + $" {(known.Length == 1 ? "this tunnel joins" : "these tunnels join")} {string.Join(", or ", known)}";
        return RefuseStranger(now, text);
    }

    /// <summary>Where anybody may call, that a stranger did is no state of the tunnel.</summary>
    private TaskResult RefuseStranger(Instant now, string text)
    {
        if (Sa.Tunnel.RemoteAddress is not null) return Refuse(now, IkeFailure.AuthenticationFailed, NotifyType.AUTHENTICATION_FAILED, text);
        if (IsNews(now, IkeFailure.AuthenticationFailed)) Sa.Notice(NoticeLevel.Warning, text);
        return Reject(NotifyType.AUTHENTICATION_FAILED);
    }

    // The peer may send as much as a message holds.
    private static string Shown(Identity identity)
    {
        string text = identity.ToString();
        return text.Length <= LongestShown ? text : text[..LongestShown] + "...";
    }

    private byte[] ExpectedAuth() => PskAuthentication.Compute(
        Sa.Suite!.Prf, Sa.Tunnel.PreSharedKey, Sa.Initial.Request, Sa.Initial.ResponderNonce, Sa.Keys!.Pi, Sa.Tunnel.RemoteId);

    private TaskResult Reject(NotifyType type)
    {
        _answer.Add(new NotifyPayload(type));
        return TaskResult.Send;
    }

    private TaskResult Refuse(Instant now, IkeFailure why, NotifyType type, string text)
    {
        if (IsNews(now, why)) Sa.Emit(new IkeEvent.Refused(Sa.Tunnel.Name, why, text, AsResponder: true));
        return Reject(type);
    }

    private bool IsNews(Instant now, IkeFailure why) => Context.RefusalNews.Take(now, Sa.Tunnel.Name, why);

    private void Accept(Instant now, PayloadSet payloads, SecurityAssociationPayload offer, SelectorPair asked)
    {
        _isAccepted = true;
        _answer.Add(new IdentificationPayload(PayloadType.IDr, Sa.Tunnel.LocalId));
        _answer.Add(new AuthenticationPayload(AuthenticationPayload.SharedKey, PskAuthentication.Compute(
            Sa.Suite!.Prf, Sa.Tunnel.PreSharedKey, Sa.Initial.Answer, Sa.Initial.InitiatorNonce, Sa.Keys!.Pr, Sa.Tunnel.LocalId)));
        (byte[] nonceI, byte[] nonceR) = (Sa.Initial.InitiatorNonce, Sa.Initial.ResponderNonce);
        bool initialContact = payloads.Notify(NotifyType.INITIAL_CONTACT) is not null;
        Sa.Establish(now);
        AddChild(now, offer, asked, nonceI, nonceR);
        Succession.Apply(now, Context, Sa, initialContact);
    }

    /// <summary>A CHILD SA that cannot be had leaves the IKE SA as it is (RFC 7296 section 2.21.2).</summary>
    private void AddChild(Instant now, SecurityAssociationPayload offer, SelectorPair asked, byte[] nonceI, byte[] nonceR)
    {
        if (EspNegotiation.Choose(offer, EspNegotiation.WithoutGroups(Sa.Tunnel.EspProposals), ignoreGroups: true) is not { } choice)
        {
            RefuseChild(IkeFailure.NoProposal, NotifyType.NO_PROPOSAL_CHOSEN, $"peer {Sa.Remote.Address} offers none of our ESP suites");
            return;
        }

        SelectorPair selectors = SelectorNegotiation.Narrow(asked, Sa.Tunnel);
        if (selectors.IsEmpty)
        {
            RefuseChild(IkeFailure.Selectors, NotifyType.TS_UNACCEPTABLE, Refusals.NothingInCommon(Sa, asked));
            return;
        }

        var terms = new ChildTerms(Context.EspSpis.Allocate(), choice.PeerSpi, choice.Suite, selectors);
        ChildKeyMaterial keys = ChildKeyMaterial.Derive(Sa.Suite!.Prf, Sa.Keys!.D, shared: null, nonceI, nonceR, choice.Suite);
        Sa.InstallFirst(now, terms, keys);
        _answer.Add(choice.Answer(terms.InboundSpi));
        _answer.Add(new TrafficSelectorPayload(PayloadType.TSi, selectors.Remote));
        _answer.Add(new TrafficSelectorPayload(PayloadType.TSr, selectors.Local));
    }

    private void RefuseChild(IkeFailure why, NotifyType type, string text)
    {
        Sa.Emit(new IkeEvent.Refused(Sa.Tunnel.Name, why, text, AsResponder: true));
        _answer.Add(new NotifyPayload(type));
    }
}
