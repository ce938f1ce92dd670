using Culvert.Crypto;
using Culvert.Ike;
using Culvert.Ike.V2;
using Culvert.Ike.Wire;

namespace Culvert.Testing;

/// <summary>
/// Two endpoints at one stage, made the same way as often as needed, and what each would get if honest peers went on from
/// there: played to its end once, with the wire tapped, so that damage starts from messages which the endpoints wait for.
/// </summary>
internal sealed class FuzzScene
{
    private const string Cbc = "aes128-sha1-modp1024", CbcChild = "aes128-sha1-modp1024";
    private const string Gcm = "aes128gcm16-prfsha256-ecp256", GcmChild = "aes128gcm16-ecp256";

    /// <summary>How many there are: two suites, and each request of either end beside each of the other.</summary>
    public const int Count = 2 * 4 * 4;

    private readonly FuzzStage _stage;
    private readonly ulong _seed;
    private readonly int _number;
    private readonly FuzzSamples _forLeft = new();
    private readonly FuzzSamples _forRight = new();

    public FuzzScene(FuzzStage stage, ulong seed, int number)
    {
        (_stage, _seed, _number) = (stage, seed, number);
        PlayToTheEnd();
        AddRefusals();
    }

    /// <summary>The endpoints at the stage. From here on nothing arrives but what is fed.</summary>
    public IkePair Build()
    {
        IkePair pair = NewPair();
        Begin(pair);
        pair.Link.Drops = _ => true;
        if (_stage == FuzzStage.Established) Ask(pair);
        return pair;
    }

    /// <summary>What this end may get.</summary>
    public FuzzSamples SamplesFor(IkePair pair, IkeHost host) => host == pair.Left ? _forLeft : _forRight;

    private IkePair NewPair() => _number % 2 == 0
        ? new IkePair(_seed, $"{Cbc},{Gcm}", $"{CbcChild},{GcmChild}")
        : new IkePair(_seed, $"{Gcm},{Cbc}", $"{GcmChild},{CbcChild}");

    private void Begin(IkePair pair)
    {
        pair.Start();
        if (_stage == FuzzStage.Unauthenticated) pair.RunUntil(() => pair.Left.Endpoint.Sas.All is [{ HasKeys: true }, ..], TimeSpan.FromSeconds(1));
        if (_stage != FuzzStage.Established) return;
        pair.RunUntil(() => pair.IsUp, TimeSpan.FromSeconds(1));
        pair.RunFor(0.1);
    }

    private void Ask(IkePair pair)
    {
        pair.Command(pair.Left, Request(_number / 2 % 4));
        pair.Command(pair.Right, Request(_number / 8 % 4));
    }

    private static IkeCommand Request(int which) => which switch
    {
        0 => new IkeCommand.RekeyChild("t"),
        1 => new IkeCommand.RekeyIke("t"),
        2 => new IkeCommand.Terminate("t"),
        _ => new IkeCommand.Probe("t"),
    };

    private void PlayToTheEnd()
    {
        IkePair pair = NewPair();
        // Now, while the keys are there: an IKE SA that ends takes them along.
        pair.Link.Drops = message =>
        {
            Tap(pair, message);
            return false;
        };
        Begin(pair);
        if (_stage == FuzzStage.Established) Ask(pair);
        pair.RunFor(1);
    }

    private void Tap(IkePair pair, WireMessage message)
    {
        Datagram sent = message.Datagram;
        (IkeHost receiver, FuzzSamples samples) = message.Sender == pair.Left.Name ? (pair.Right, _forRight) : (pair.Left, _forLeft);
        if (!IkeHeader.TryParse(sent.Bytes.Span, out IkeHeader header)) return;
        PayloadType first = header.NextPayload;
        byte[]? chain = sent.Bytes[IkeHeader.Size..].ToArray();
        if (first == PayloadType.SK)
        {
            IkeSa? sa = receiver.Endpoint.Sas.All.FirstOrDefault(each => each.InitiatorSpi == header.InitiatorSpi && each.State != IkeSaState.Closed);
            chain = sa?.InboundCipher is { } cipher ? SkPayload.TryOpen(header, sent.Bytes.Span, cipher, out first) : null;
        }

        if (chain is not null) Add(samples, new FuzzSample(new Datagram(sent.Remote, sent.Local, sent.Bytes), header, first, chain));
    }

    private void Add(FuzzSamples samples, FuzzSample sample)
    {
        bool isAwaited = _stage switch
        {
            FuzzStage.First => sample.Header.Exchange == ExchangeType.IKE_SA_INIT,
            FuzzStage.Unauthenticated => sample.Header.Exchange == ExchangeType.IKE_AUTH,
            _ => sample.Header.Exchange is not (ExchangeType.IKE_SA_INIT or ExchangeType.IKE_AUTH),
        };
        samples.All.Add(sample);
        if (isAwaited) samples.Awaited.Add(sample);
    }

    // Honest peers with the same configuration never refuse each other.
    private void AddRefusals()
    {
        FuzzSample request = _forRight.All[0];
        foreach (NotifyPayload refusal in (NotifyPayload[])
            [
                new(NotifyType.COOKIE, [1, 2, 3, 4, 5, 6, 7, 8]), NotifyPayload.InvalidKe(DhGroup.Ecp256),
                NotifyPayload.InvalidKe(DhGroup.Modp1024), new(NotifyType.NO_PROPOSAL_CHOSEN), new(NotifyType.INVALID_SYNTAX),
            ])
        {
            IkeHeader header = request.Header with { Flags = IkeHeader.FlagsFor(fromInitiator: false, isResponse: true) };
            byte[] bytes = MessageWriter.WriteClear(header, [refusal]);
            var answer = new Datagram(request.Datagram.Remote, request.Datagram.Local, bytes);
            Add(_forLeft, new FuzzSample(answer, header, PayloadType.N, bytes[IkeHeader.Size..]));
        }
    }
}
