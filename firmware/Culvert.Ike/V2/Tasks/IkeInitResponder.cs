using Culvert.Core;
using Culvert.Crypto;
using Culvert.Ike.Negotiation;
using Culvert.Ike.Wire;

namespace Culvert.Ike.V2.Tasks;

/// <summary>IKE_SA_INIT as responder, once the request is known to be acceptable; only the key exchange is left to do.</summary>
internal sealed class IkeInitResponder(IkeSa sa, IkeNegotiation.Choice choice) : ResponderTask(sa)
{
    private readonly byte[] _nonce = sa.Context.Entropy.Bytes(32);
    private IncomingMessage? _request;
    private byte[] _publicValue = [];

    public override TaskResult Process(Instant now, IncomingMessage request)
    {
        _request = request;
        DhGroup group = choice.Suite.Group;
        return WaitFor(new KeyExchangeJob(
            Sa, Context.KeyExchange, group, Context.KeyExchange.NewPrivateValue(group, Context.Entropy), publicValue: null, request.Payloads.Ke!.Value));
    }

    public override TaskResult Resume(Instant now, KeyExchangeJob job)
    {
        if (job.Shared is not { } shared)
        {
            // RFC 6989 section 2.5: such a message makes no IKE SA.
            if (job.Failure is null) Context.Counters.BadKeyExchange.Increment();
            job.Discard();
            Sa.Forget();
            return TaskResult.Done;
        }

        _publicValue = job.PublicValue!;
        byte[] peerNonce = _request!.Payloads.Nonce!;
        (Sa.Initial.InitiatorNonce, Sa.Initial.ResponderNonce) = (peerNonce, _nonce);
        Sa.Initial.Request = Sa.FirstRequest.ToArray();
        using Secret seed = SkeySeed.Initial(choice.Suite.Prf, peerNonce, _nonce, shared);
        Sa.UseKeys(choice.Suite, IkeSaKeys.Derive(choice.Suite, seed, peerNonce, _nonce, Sa.InitiatorSpi, Sa.ResponderSpi));
        job.Discard();
        return TaskResult.Send;
    }

    public override IReadOnlyList<Payload> Build(Instant now)
    {
        List<Payload> payloads = [choice.Answer(ownSpi: 0), new KeyExchangePayload(choice.Suite.Group, _publicValue), new NoncePayload(_nonce)];
        // Answered only to a peer that does NAT detection itself.
        if (NatDetection.Inspect(_request!) is not null)
        {
            payloads.AddRange(NatDetection.Notifies(
                Sa.InitiatorSpi, Sa.ResponderSpi, Sa.Local, Sa.Remote, Sa.Tunnel.Encapsulation == EncapsulationMode.Udp));
        }

        return payloads;
    }

    public override void HandleSent(Instant now, byte[] answer) => Sa.Initial.Answer = answer;
}
