using System.Net;
using Culvert.Core;
using Culvert.Ike.Wire;

namespace Culvert.Ike.V2;

/// <content>Messages in and out.</content>
internal sealed partial class IkeSa
{
    /// <summary>Whether the message that came last was authentic.</summary>
    public bool HasOpened { get; private set; }

    public void HandleMessage(Instant now, IkeHeader header, Datagram datagram)
    {
        HasOpened = false;
        if (header.IsResponse) Tasks.HandleResponse(now, header, datagram);
        else Responder.HandleRequest(now, header, datagram);
    }

    public void HandleJob(Instant now, KeyExchangeJob job)
    {
        if (job.Failure is { } failure) Notice(NoticeLevel.Warning, $"the key exchange cannot be computed: {failure.Message}");
        if (State != IkeSaState.Closed && (Tasks.HandleJob(now, job) || Responder.HandleJob(now, job))) return;
        Context.Counters.StaleJobs.Increment();
        job.Discard();
    }

    /// <summary>
    /// Reads a message: in clear text in IKE_SA_INIT, else out of its SK payload. Null, and counted, when it cannot be
    /// believed; <paramref name="wasMalformed"/> when it was authentic and still nonsense.
    /// </summary>
    public IncomingMessage? Open(Instant now, IkeHeader header, Datagram datagram, out bool wasMalformed)
    {
        wasMalformed = false;
        PayloadType first = header.NextPayload;
        ReadOnlySpan<byte> chain = datagram.Bytes.Span[IkeHeader.Size..];
        if (header.Exchange != ExchangeType.IKE_SA_INIT)
        {
            if (Decrypt(header, datagram, out first) is not { } plaintext) return null;
            chain = plaintext;
            HasOpened = true;
            HandleAuthenticated(now);
        }

        if (PayloadSet.Parse(first, chain) is { } payloads)
        {
            Notice(NoticeLevel.Debug, $"received {Describe(header.Exchange, header.MessageId, header.IsResponse)} from {datagram.Remote} [{payloads.Summary}]");
            return new IncomingMessage(header, datagram, payloads);
        }

        Context.Counters.Malformed.Increment();
        wasMalformed = true;
        return null;
    }

    public byte[] Write(ExchangeType exchange, uint messageId, bool isResponse, IReadOnlyList<Payload> payloads)
    {
        var header = new IkeHeader(
            InitiatorSpi, ResponderSpi, PayloadType.None, IkeHeader.Version2, exchange, IkeHeader.FlagsFor(IsInitiator, isResponse), messageId, 0);
        Notice(NoticeLevel.Debug, $"sending {Describe(exchange, messageId, isResponse)} to {Remote} [{string.Join(' ', payloads.Select(p => p.Summary))}]");
        return exchange == ExchangeType.IKE_SA_INIT
            ? MessageWriter.WriteClear(header, payloads)
            : MessageWriter.WriteProtected(header, payloads, _outbound!, Context.Entropy);
    }

    /// <summary>Sends a request of ours, for the first time or again.</summary>
    public void Send(Instant now, byte[] bytes, bool again)
    {
        if (State == IkeSaState.Connecting) Context.Attempts.CountTransmission(now, this, again);
        Send(now, bytes, new Datagram(Local, Remote, default));
    }

    /// <summary>Sends an answer to where the request came from (RFC 7296 section 2.11).</summary>
    public void Send(Instant now, byte[] bytes, Datagram request)
    {
        if (HasKeys) _lastOut = now;
        Context.Outbox.Datagrams.Enqueue(new Datagram(request.Local, request.Remote, bytes));
    }

    /// <summary>
    /// The peer is behind a NAT, which has given it another address or port (RFC 7296 section 2.23). An end that is behind
    /// one itself does not follow: there a forwarded packet could move it.
    /// </summary>
    public void FollowPeer(IPEndPoint remote)
    {
        if (Nat.Situation != NatSituation.Remote || State != IkeSaState.Established || remote.Equals(Remote)) return;
        Notice(NoticeLevel.Information, $"the peer's NAT moved it from {Remote} to {remote}");
        Remote = remote;
        Emit(new IkeEvent.PeerMoved(Tunnel.Name, remote));
    }

    /// <summary>Responder: UDP encapsulation is for a peer that has moved to port 4500; one that stayed does not know of it.</summary>
    public void SettleEncapsulation()
    {
        if (Nat.UsesUdp && Local.Port != IkePorts.NatTraversal) Nat = Nat with { Situation = NatSituation.None, UsesUdp = false };
    }

    private byte[]? Decrypt(IkeHeader header, Datagram datagram, out PayloadType first)
    {
        first = PayloadType.None;
        if (_inbound is null || header.NextPayload != PayloadType.SK)
        {
            Context.Counters.NotProtected.Increment();
            return null;
        }

        byte[]? plaintext = SkPayload.TryOpen(header, datagram.Bytes.Span, _inbound, out first);
        if (plaintext is null) Context.Counters.Forged.Increment();
        return plaintext;
    }

    private void HandleAuthenticated(Instant now)
    {
        // Before IKE_AUTH the keys prove only that it is the same stranger as before.
        if (!IsAuthenticated) return;
        _lastIn = now;
        // What is on its way out says nothing of the tunnel.
        if (State is IkeSaState.Established or IkeSaState.Rekeyed) Emit(new IkeEvent.PeerAnswered(Tunnel.Name, now));
    }

    private static string Describe(ExchangeType exchange, uint messageId, bool isResponse) =>
        $"{exchange} {(isResponse ? "answer" : "request")} {messageId}";
}
