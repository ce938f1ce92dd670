using System.Net;
using Culvert.Core;
using Culvert.Crypto;
using Culvert.Ike.Negotiation;
using Culvert.Ike.V2.Tasks;
using Culvert.Ike.Wire;

namespace Culvert.Ike.V2;

/// <summary>
/// The first message of a stranger. Keeps no state for what it refuses, answers only addresses that a tunnel names (or any,
/// when one takes any), and bounds how many IKE SAs may be half-open.
/// </summary>
internal sealed class IkeSaInitGate(IkeContext context)
{
    private const int MaxHalfOpen = 64;
    private const int MaxHalfOpenPerSource = 5;

    // Kept for a while to answer their last request again.
    private const int MaxRefused = 64;

    public void Handle(Instant now, IkeHeader header, Datagram datagram)
    {
        if (context.Sas.FindByFirstRequest(header.InitiatorSpi, datagram) is { } known)
        {
            known.HandleMessage(now, header, datagram);
            return;
        }

        IkeTunnelConfig[] candidates = [.. context.Tunnels.WithPeer(datagram.Remote.Address)];
        if (candidates.Length == 0) context.Counters.UnknownPeer.Increment();
        else if (header.MajorVersion != 2) HandleOtherVersion(header, datagram);
        else if (header.MessageId != 0) context.Counters.UnexpectedMessageId.Increment();
        else if (IsFull(datagram.Remote.Address)) context.Counters.HalfOpenLimit.Increment();
        else if (PayloadSet.Parse(header.NextPayload, datagram.Bytes.Span[IkeHeader.Size..]) is not { } payloads) context.Counters.Malformed.Increment();
        else Consider(now, new IncomingMessage(header, datagram, payloads), candidates);
    }

    /// <summary>RFC 7296 section 2.5: a higher version gets an error that says ours; IKEv1 gets nothing.</summary>
    private void HandleOtherVersion(IkeHeader header, Datagram datagram)
    {
        context.Counters.UnsupportedVersion.Increment();
        if (header.MajorVersion > 2) AnswerError(header, datagram, new NotifyPayload(NotifyType.INVALID_MAJOR_VERSION));
    }

    private bool IsFull(IPAddress source)
    {
        IkeSa[] strangers = [.. context.Sas.All.Where(sa => sa.State == IkeSaState.HalfOpen)];
        return strangers.Length >= MaxHalfOpen || strangers.Count(sa => sa.FirstRemote.Address.Equals(source)) >= MaxHalfOpenPerSource;
    }

    private void Consider(Instant now, IncomingMessage request, IkeTunnelConfig[] candidates)
    {
        PayloadSet payloads = request.Payloads;
        string from = $"IKE_SA_INIT request from {request.Datagram.Remote}";
        context.Outbox.Notice(candidates[0].Name, NoticeLevel.Debug, $"{from} [{payloads.Summary}]");
        if (payloads.UnsupportedCritical is { } critical)
            AnswerError(request, new NotifyPayload(NotifyType.UNSUPPORTED_CRITICAL_PAYLOAD, [critical]));
        else if (payloads is not { Sa: { } offer, Ke: { } ke, Nonce: not null })
            AnswerError(request, new NotifyPayload(NotifyType.INVALID_SYNTAX));
        else if (Choose(candidates, offer) is not { } chosen)
            RefuseProposal(now, request, candidates[0]);
        else if (chosen.Choice.Suite.Group != ke.Group)
            AnswerError(request, NotifyPayload.InvalidKe(chosen.Choice.Suite.Group));
        else if (ke.Value.Length != ke.Group.PublicValueLength())
            context.Counters.BadKeyExchange.Increment();
        else
            Accept(now, request, chosen.Tunnel, chosen.Choice);
    }

    private static (IkeTunnelConfig Tunnel, IkeNegotiation.Choice Choice)? Choose(IkeTunnelConfig[] candidates, SecurityAssociationPayload offer)
    {
        foreach (IkeTunnelConfig tunnel in candidates)
        {
            if (IkeNegotiation.Choose(offer, tunnel.IkeProposals, spiLength: 0) is { } choice) return (tunnel, choice);
        }

        return null;
    }

    private void RefuseProposal(Instant now, IncomingMessage request, IkeTunnelConfig tunnel) => Refuse(
        now, request, tunnel, IkeFailure.NoProposal,
        $"peer {request.Datagram.Remote.Address} offers none of our suites {string.Join(", ", tunnel.IkeProposals)}");

    private void Refuse(Instant now, IncomingMessage request, IkeTunnelConfig tunnel, IkeFailure why, string text)
    {
        AnswerError(request, new NotifyPayload(NotifyType.NO_PROPOSAL_CHOSEN));
        if (!context.RefusalNews.Take(now, tunnel.Name, why)) return;
        // Anybody may call: that a stranger did is no state of the tunnel.
        if (tunnel.RemoteAddress is null) context.Outbox.Notice(tunnel.Name, NoticeLevel.Warning, text);
        else context.Emit(new IkeEvent.Refused(tunnel.Name, why, text, AsResponder: true));
    }

    private void Accept(Instant now, IncomingMessage request, IkeTunnelConfig tunnel, IkeNegotiation.Choice choice)
    {
        NatDetection.Verdict nat = NatDetection.Decide(tunnel.Encapsulation, NatDetection.Inspect(request));
        if (nat.Forbidden)
        {
            Refuse(now, request, tunnel, IkeFailure.NatForbidden, $"a NAT is on the path to {request.Datagram.Remote.Address}, and encapsulation 'esp' forbids UDP");
            return;
        }

        var sa = new IkeSa(context, tunnel, isInitiator: false, now, request.Datagram.Local, request.Datagram.Remote)
        {
            RemoteSpi = request.Header.InitiatorSpi,
            Nat = nat,
            FirstRequest = request.Datagram.Bytes.ToArray(),
        };
        ForgetOldestRefused();
        context.Sas.Add(sa);
        sa.Responder.HandleFirst(now, request, new IkeInitResponder(sa, choice));
    }

    private void ForgetOldestRefused()
    {
        IkeSa[] refused = [.. context.Sas.All.Where(sa => sa is { IsInitiator: false, IsAuthenticated: false, State: IkeSaState.Closed })];
        if (refused.Length >= MaxRefused) refused[0].Forget();
    }

    private void AnswerError(IncomingMessage request, NotifyPayload error) => AnswerError(request.Header, request.Datagram, error);

    private void AnswerError(IkeHeader request, Datagram datagram, NotifyPayload error)
    {
        byte flags = IkeHeader.FlagsFor(fromInitiator: false, isResponse: true);
        var header = new IkeHeader(
            request.InitiatorSpi, 0, PayloadType.None, IkeHeader.Version2, ExchangeType.IKE_SA_INIT, flags, request.MessageId, 0);
        context.Counters.Sent.Increment();
        context.Outbox.Datagrams.Enqueue(new Datagram(datagram.Local, datagram.Remote, MessageWriter.WriteClear(header, [error])));
    }
}
