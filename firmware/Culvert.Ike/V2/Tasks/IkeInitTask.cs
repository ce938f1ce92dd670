using System.Net;
using Culvert.Core;
using Culvert.Crypto;
using Culvert.Ike.Negotiation;
using Culvert.Ike.Wire;

namespace Culvert.Ike.V2.Tasks;

/// <summary>
/// IKE_SA_INIT as initiator (RFC 7296 section 1.2). Nothing in it is authenticated: errors are hints, believed only when
/// a whole burst of transmissions brought nothing better.
/// </summary>
internal sealed class IkeInitTask : InitiatorTask
{
    /// <summary>COOKIE and INVALID_KE_PAYLOAD send us back; a peer that does nothing else is not to be followed for ever.</summary>
    private const int MaxDetours = 8;

    private static readonly TimeSpan LastListening = TimeSpan.FromSeconds(1);

    private readonly byte[] _nonce;
    private DhGroup _group;
    private Secret? _privateValue;
    private byte[] _publicValue = [];
    private byte[]? _cookie;
    private int _detours;
    private IncomingMessage? _candidate;
    private IkeNegotiation.Choice? _choice;
    private (IkeFailure Why, string Text)? _hint;

    public IkeInitTask(IkeSa sa)
        : base(sa)
    {
        _nonce = Context.Entropy.Bytes(32);
        _group = sa.Tunnel.IkeProposals[0].Group;
    }

    public override ExchangeType Exchange => ExchangeType.IKE_SA_INIT;

    public override bool MeasuresRoundTrip => false;

    public override TaskResult Begin(Instant now) => WaitFor(new KeyExchangeJob(
        Sa, Context.KeyExchange, _group, Context.KeyExchange.NewPrivateValue(_group, Context.Entropy), publicValue: null, peerValue: null));

    public override IReadOnlyList<Payload> Build(Instant now)
    {
        var payloads = new List<Payload>();
        if (_cookie is not null) payloads.Add(new NotifyPayload(NotifyType.COOKIE, _cookie));
        payloads.Add(IkeNegotiation.Offer(Sa.Tunnel.IkeProposals, spi: 0));
        payloads.Add(new KeyExchangePayload(_group, _publicValue));
        payloads.Add(new NoncePayload(_nonce));
        payloads.AddRange(NatDetection.Notifies(Sa.LocalSpi, 0, Sa.Local, Sa.Remote, Sa.Tunnel.Encapsulation == EncapsulationMode.Udp));
        return payloads;
    }

    public override void HandleSent(Instant now, byte[] request) => Sa.Initial.Request = request;

    public override TaskResult Process(Instant now, IncomingMessage answer)
    {
        if (Job is not null) return TaskResult.Wait;
        if (answer.Payloads.Notify(NotifyType.COOKIE) is { } cookie) return FollowCookie(cookie.Data);
        if (answer.Payloads.Notify(NotifyType.INVALID_KE_PAYLOAD) is { } wanted) return FollowGroup(now, wanted.WantedGroup);
        if (answer.Payloads.Error is { } error) return Doubt(now, Refusals.Reason(error.NotifyType), Refusals.Text(Sa, error.NotifyType));
        if (answer.Header.ResponderSpi == 0 || answer.Payloads is not { Sa: { } sa, Ke: { } ke, Nonce: not null })
            return Doubt(now, IkeFailure.Protocol, $"peer {Sa.Remote.Address} answers IKE_SA_INIT without SA, KE or nonce");
        _choice = IkeNegotiation.Accept(sa, Sa.Tunnel.IkeProposals, spiLength: 0);
        if (_choice is null || _choice.Suite.Group != ke.Group || ke.Group != _group)
            return Doubt(now, IkeFailure.NoProposal, $"peer {Sa.Remote.Address} chose a suite that we did not offer");
        _candidate = answer;
        return WaitFor(new KeyExchangeJob(Sa, Context.KeyExchange, _group, _privateValue!, _publicValue, ke.Value));
    }

    public override TaskResult Resume(Instant now, KeyExchangeJob job)
    {
        if (job.Failure is { } failure)
        {
            job.Discard();
            return Refuse(IkeFailure.Protocol, $"the key exchange cannot be computed: {failure.Message}");
        }

        if (_candidate is { } answer) return Finish(now, job, answer);
        (_privateValue, _publicValue) = (job.TakePrivateValue(), job.PublicValue!);
        return TaskResult.Send;
    }

    public override TimeSpan WaitAfter(int transmissions) =>
        _hint is not null && transmissions >= RetransmissionSchedule.FirstContactBurst
            ? LastListening
            : RetransmissionSchedule.FirstContact(transmissions, Context.Entropy);

    public override bool KeepsTrying(Instant now)
    {
        if (_hint is not { } hint || Sa.Tasks.Transmissions < RetransmissionSchedule.FirstContactBurst) return true;
        Refuse(hint.Why, hint.Text);
        return false;
    }

    // A running job reads the private value; its result is discarded when it comes back, and the value with it.
    public override void Abandon()
    {
        if (Job is null) _privateValue?.Dispose();
    }

    private TaskResult FollowCookie(byte[] cookie)
    {
        if (cookie.Length is < 1 or > 64 || ++_detours > MaxDetours) return Ignore();
        _cookie = cookie;
        return TaskResult.Send;
    }

    private TaskResult FollowGroup(Instant now, DhGroup? wanted)
    {
        if (wanted is not { } group || group == _group || Sa.Tunnel.IkeProposals.All(p => p.Group != group))
            return Doubt(now, IkeFailure.NoProposal, $"peer {Sa.Remote.Address} wants a key exchange group that we do not offer (INVALID_KE_PAYLOAD)");
        if (++_detours > MaxDetours) return Ignore();
        _privateValue?.Dispose();
        _group = group;
        return Begin(now);
    }

    private TaskResult Finish(Instant now, KeyExchangeJob job, IncomingMessage answer)
    {
        _candidate = null;
        if (job.Shared is not { } shared)
        {
            Context.Counters.BadKeyExchange.Increment();
            return Doubt(now, IkeFailure.Protocol, $"peer {Sa.Remote.Address} sends an invalid key exchange value");
        }

        NatDetection.Verdict nat = NatDetection.Decide(Sa.Tunnel.Encapsulation, NatDetection.Inspect(answer));
        if (nat.Forbidden)
        {
            shared.Dispose();
            return Doubt(now, IkeFailure.NatForbidden, $"a NAT is on the path to {Sa.Remote.Address}, and encapsulation 'esp' forbids UDP");
        }

        if (!nat.UsesUdp && !Sa.Tunnel.AllowsRawEsp)
        {
            shared.Dispose();
            return Doubt(now, IkeFailure.NotPermitted, Refusals.WithoutUdp(Sa));
        }

        Sa.Nat = nat;
        UseKeys(job, shared, answer);
        if (nat.UsesUdp) MoveToNatTraversalPort();
        Sa.Notice(NoticeLevel.Debug, $"{Sa.Remote.Address} chose {_choice!.Suite}, nat {nat.Situation}");
        Sa.HandleFirstAnswer(now);
        Sa.Tasks.Enqueue(now, new IkeAuthTask(Sa));
        return TaskResult.Done;
    }

    private void UseKeys(KeyExchangeJob job, Secret shared, IncomingMessage answer)
    {
        IkeProposal suite = _choice!.Suite;
        byte[] peerNonce = answer.Payloads.Nonce!;
        Sa.RemoteSpi = answer.Header.ResponderSpi;
        Sa.Initial.Answer = answer.Datagram.Bytes.ToArray();
        (Sa.Initial.InitiatorNonce, Sa.Initial.ResponderNonce) = (_nonce, peerNonce);
        using Secret seed = SkeySeed.Initial(suite.Prf, _nonce, peerNonce, shared);
        Sa.UseKeys(suite, IkeSaKeys.Derive(suite, seed, _nonce, peerNonce, Sa.InitiatorSpi, Sa.ResponderSpi));
        job.Discard();
    }

    private void MoveToNatTraversalPort()
    {
        Sa.Local = new IPEndPoint(Sa.Local.Address, IkePorts.NatTraversal);
        Sa.Remote = new IPEndPoint(Sa.Remote.Address, IkePorts.NatTraversal);
    }

    private TaskResult Ignore()
    {
        Context.Counters.UnexpectedMessage.Increment();
        return TaskResult.Wait;
    }

    private TaskResult Doubt(Instant now, IkeFailure why, string text)
    {
        Context.Counters.Hints.Increment();
        bool isLate = Sa.Tasks.Transmissions >= RetransmissionSchedule.FirstContactBurst;
        bool isFirst = _hint is null;
        _hint = (why, text);
        if (isLate && !isFirst) return Refuse(why, text);
        if (isLate) Sa.Tasks.RestartSchedule(now);
        return TaskResult.Wait;
    }

    private TaskResult Refuse(IkeFailure why, string text)
    {
        Sa.Emit(new IkeEvent.Refused(Sa.Tunnel.Name, why, text, AsResponder: false));
        Context.Attempts.Finish(Sa);
        Sa.Forget();
        return TaskResult.Done;
    }
}
