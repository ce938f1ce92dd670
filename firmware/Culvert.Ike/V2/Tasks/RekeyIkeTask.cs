using Culvert.Core;
using Culvert.Crypto;
using Culvert.Ike.Negotiation;
using Culvert.Ike.Wire;

namespace Culvert.Ike.V2.Tasks;

/// <summary>CREATE_CHILD_SA for a new IKE SA in place of this one (RFC 7296 section 1.3.2): it takes the children, then this one is deleted.</summary>
internal sealed class RekeyIkeTask : InitiatorTask
{
    private readonly byte[] _nonce;
    private DhGroup _group;
    private bool _isSecondGroup;
    private IkeSa? _successor;
    private Secret? _privateValue;
    private byte[] _publicValue = [];
    private IkeNegotiation.Choice? _choice;
    private byte[] _peerNonce = [];

    public RekeyIkeTask(IkeSa sa)
        : base(sa)
    {
        _nonce = Context.Entropy.Bytes(32);
        _group = sa.Suite!.Group;
    }

    public override ExchangeType Exchange => ExchangeType.CREATE_CHILD_SA;

    public override bool MeasuresRoundTrip => false;

    public override bool IsCommitted => _choice is not null;

    public override TaskResult Begin(Instant now)
    {
        if (Sa.State != IkeSaState.Established) return Abandoned();
        _successor ??= Sa.MakeSuccessor(now, isInitiator: true);
        return WaitFor(new KeyExchangeJob(
            Sa, Context.KeyExchange, _group, Context.KeyExchange.NewPrivateValue(_group, Context.Entropy), publicValue: null, peerValue: null));
    }

    public override IReadOnlyList<Payload> Build(Instant now) =>
    [
        IkeNegotiation.Offer(Sa.Tunnel.IkeProposals, _successor!.LocalSpi),
        new NoncePayload(_nonce),
        new KeyExchangePayload(_group, _publicValue),
    ];

    public override TaskResult Process(Instant now, IncomingMessage answer)
    {
        PayloadSet payloads = answer.Payloads;
        if (Sa.State is not (IkeSaState.Established or IkeSaState.Deleting)) return Abandoned();
        if (payloads.Error is { } error) return HandleError(now, error);
        if (payloads is not { Sa: { } sa, Ke: { } ke, Nonce: { } nonce })
            return Disown(now, "the answer lacks SA, KE or nonce");
        _choice = IkeNegotiation.Accept(sa, Sa.Tunnel.IkeProposals, spiLength: 8);
        if (_choice is null || _choice.PeerSpi == 0 || _choice.Suite.Group != ke.Group || ke.Group != _group)
            return Disown(now, "the peer chose what we did not offer");
        _peerNonce = nonce;
        return WaitFor(new KeyExchangeJob(Sa, Context.KeyExchange, _group, _privateValue!, _publicValue, ke.Value));
    }

    public override TaskResult Resume(Instant now, KeyExchangeJob job)
    {
        if (job.Failure is { } failure)
        {
            job.Discard();
            string text = $"the key exchange cannot be computed: {failure.Message}";
            return _choice is null ? Fail(now, text) : Disown(now, text);
        }

        if (_choice is null)
        {
            (_privateValue, _publicValue) = (job.TakePrivateValue(), job.PublicValue!);
            return TaskResult.Send;
        }

        if (job.Shared is not { } shared)
        {
            Context.Counters.BadKeyExchange.Increment();
            job.Discard();
            return Disown(now, "the peer sends an invalid key exchange value");
        }

        Complete(now, shared);
        job.Discard();
        return TaskResult.Done;
    }

    public override void Abandon()
    {
        _successor?.Forget();
        if (Job is null) _privateValue?.Dispose();
    }

    private void Complete(Instant now, Secret shared)
    {
        IkeSa successor = _successor!;
        _successor = null;
        IkeProposal suite = _choice!.Suite;
        successor.RemoteSpi = _choice.PeerSpi;
        using Secret seed = SkeySeed.Rekeyed(Sa.Suite!.Prf, Sa.Keys!.D, shared, _nonce, _peerNonce);
        successor.UseKeys(suite, IkeSaKeys.Derive(suite, seed, _nonce, _peerNonce, successor.InitiatorSpi, successor.ResponderSpi));
        bool isEnding = Sa.State == IkeSaState.Deleting;
        Sa.GiveWayTo(now, successor);
        if (!isEnding) Sa.Tasks.Enqueue(now, new DeleteIkeTask(Sa));
    }

    private TaskResult HandleError(Instant now, NotifyPayload error)
    {
        if (error.NotifyType == NotifyType.INVALID_KE_PAYLOAD && !_isSecondGroup && error.WantedGroup is { } group
            && Sa.Tunnel.IkeProposals.Any(p => p.Group == group))
        {
            _privateValue?.Dispose();
            (_group, _isSecondGroup) = (group, true);
            return Begin(now);
        }

        if (error.NotifyType != NotifyType.TEMPORARY_FAILURE) return Fail(now, $"the peer answers {error.NotifyType}");
        Sa.RetryRekey(now);
        return Abandoned();
    }

    /// <summary>The peer has made an IKE SA that we cannot take, and has left this one: there is no way on but a new beginning.</summary>
    private TaskResult Disown(Instant now, string text)
    {
        Abandon();
        Sa.GiveUp(now, $"rekey of the IKE SA with {Sa.Remote.Address} failed: {text}");
        return TaskResult.Done;
    }

    private TaskResult Fail(Instant now, string text)
    {
        Sa.Notice(NoticeLevel.Warning, $"rekey of the IKE SA with {Sa.Remote.Address} failed: {text}");
        Sa.RetryRekeyLater(now);
        return Abandoned();
    }

    private TaskResult Abandoned()
    {
        Abandon();
        return TaskResult.Done;
    }
}
