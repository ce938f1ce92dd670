using System.Diagnostics.CodeAnalysis;
using Culvert.Core;
using Culvert.Ike;
using Culvert.Ike.V2;
using Culvert.Ike.Wire;

namespace Culvert.Testing;

/// <summary>
/// Two endpoints held at one stage, to be fed what no honest peer sends: damaged datagrams, and damaged payloads sealed
/// with the right keys so that they pass the integrity check. Fresh ones are built when a message changed the stage.
/// </summary>
public sealed partial class FuzzPair
{
    private const int MaxFedToOne = 1000;
    private readonly FuzzStage _stage;
    private readonly FuzzScene?[] _scenes = new FuzzScene?[FuzzScene.Count];
    private readonly Mutator _mutator;
    private readonly ChainMutator _chains;
    private readonly SeededEntropy _vectors;
    private readonly ulong _seed;
    private readonly FuzzTally _tally = new();
    private FuzzScene _scene;
    private IkePair _pair;
    private int _fedToThis;

    public FuzzPair(FuzzStage stage, ulong seed)
    {
        _stage = stage;
        _seed = seed;
        _mutator = new Mutator(seed);
        _chains = new ChainMutator(_mutator);
        _vectors = new SeededEntropy(~seed);
        Rebuild();
    }

    /// <summary>Messages fed so far.</summary>
    public long Fed { get; private set; }

    /// <summary>How often a message got so far that a fresh pair was needed.</summary>
    public long Rebuilds { get; private set; }

    /// <summary>Messages that were sealed with the right keys.</summary>
    public long Sealed { get; private set; }

    /// <summary>Messages that were answered, or made an end ask anew.</summary>
    public long Answered { get; private set; }

    /// <summary>What was fed last, for whoever must tell what broke.</summary>
    public string Last { get; private set; } = "";

    /// <summary>The octets of it.</summary>
    public ReadOnlyMemory<byte> LastBytes { get; private set; }

    /// <summary>What the endpoints counted of what was fed, by the counters' names.</summary>
    public IReadOnlyDictionary<string, long> Counted => _tally.With(_pair);

    /// <summary>Damages one message and feeds it to one end. A bug of an endpoint is an exception here.</summary>
    public void FeedOne()
    {
        RebuildUnlessIntact();
        IkeHost target = _mutator.Next(2) == 0 ? _pair.Left : _pair.Right;
        FuzzSample victim = Pick(_scene.SamplesFor(_pair, target));
        bool insideOnly = _mutator.Next(3) > 0;
        byte[]? bytes = !insideOnly ? null : victim.Header.Exchange == ExchangeType.IKE_SA_INIT && _mutator.Next(8) > 0 ? Rewrite(victim) : TrySeal(target, victim);
        Feed(target, victim.Datagram, bytes ?? Damage(victim.Datagram.Bytes.Span));
    }

    private void Feed(IkeHost target, Datagram like, byte[] bytes)
    {
        Last = $"{_stage}, to the {target.Name}";
        LastBytes = bytes;
        Fed++;
        _fedToThis++;
        int sent = _pair.Link.Sent.Count;
        _pair.Deliver(target, like with { Bytes = bytes });
        if (target.Endpoint.NextDeadline.When <= _pair.Now && !target.Endpoint.NextDeadline.IsNever) target.Endpoint.HandleTimeout(_pair.Now);
        if (target.Endpoint.Sas.All.Count > 70) throw new InvalidOperationException("IKE SAs pile up");
        if (_pair.Link.Sent.Count > sent) Answered++;
    }

    private void RebuildUnlessIntact()
    {
        if (IsIntact()) return;
        _tally.Take(_pair);
        Release(_pair.Left);
        Release(_pair.Right);
        Rebuild();
    }

    [MemberNotNull(nameof(_scene), nameof(_pair))]
    private void Rebuild()
    {
        Rebuilds++;
        int number = _mutator.Next(FuzzScene.Count);
        _scene = _scenes[number] ??= new FuzzScene(_stage, _seed + (ulong)number, number);
        _pair = _scene.Build();
        _fedToThis = 0;
        _tally.Begin(_pair);
    }

    // The ciphers hold memory of the platform's library; left to the finalizer it piles up.
    private static void Release(IkeHost host)
    {
        foreach (IkeSa sa in host.Endpoint.Sas.All.ToArray()) sa.Forget();
    }

    private bool IsIntact()
    {
        if (_fedToThis >= MaxFedToOne) return false;
        IkeSa? left = Sa(_pair.Left), right = Sa(_pair.Right);
        return _stage switch
        {
            FuzzStage.First => left is { HasKeys: false } && _pair.Right.Endpoint.Sas.All.Count < 4,
            FuzzStage.Unauthenticated => left is { IsAuthenticated: false } && right is { IsAuthenticated: false },
            _ => left is not null && right is not null,
        };
    }

    private static IkeSa? Sa(IkeHost host)
    {
        foreach (IkeSa sa in host.Endpoint.Sas.All)
        {
            if (sa.State != IkeSaState.Closed) return sa;
        }

        return null;
    }

    private FuzzSample Pick(FuzzSamples samples)
    {
        List<FuzzSample> from = samples.Awaited.Count > 0 && _mutator.Next(8) > 0 ? samples.Awaited : samples.All;
        return from[_mutator.Next(from.Count)];
    }

    private byte[] Damage(ReadOnlySpan<byte> bytes)
    {
        // A wrong SPI or length ends a message at once; mostly keep those right to get deeper.
        byte[] damaged = _mutator.Mutate(bytes, keep: _mutator.Next(4) == 0 ? 0 : 16);
        if (damaged.Length >= IkeHeader.Size && _mutator.Next(8) > 0) new SpanWriter(damaged.AsSpan(24)).WriteUInt32((uint)damaged.Length);
        return damaged;
    }

    /// <summary>Damages the payloads of a message in clear text.</summary>
    private byte[] Rewrite(FuzzSample victim)
    {
        PayloadType first = victim.First;
        byte[] chain = _chains.Mutate(ref first, victim.Chain);
        byte[] message = [.. victim.Datagram.Bytes.Span[..IkeHeader.Size], .. chain];
        message[16] = (byte)first;
        new SpanWriter(message.AsSpan(24)).WriteUInt32((uint)message.Length);
        return message;
    }

    /// <summary>Damages the payloads inside, and makes the message the one that this end waits for; null before there are keys.</summary>
    private byte[]? TrySeal(IkeHost target, FuzzSample victim)
    {
        if (Sa(target) is not { InboundCipher: { } cipher } sa) return null;
        bool isAnswer = sa.Tasks.Awaited is not null && _mutator.Next(8) == 0 != victim.Header.IsResponse;
        (uint id, ExchangeType exchange) = isAnswer ? sa.Tasks.Awaited!.Value : (sa.Responder.ExpectedMessageId, AnyExchange(victim.Header.Exchange));
        PayloadType first = victim.First;
        byte[] chain = _chains.Mutate(ref first, victim.Chain);
        var outer = new IkeHeader(
            sa.InitiatorSpi, sa.ResponderSpi, first, IkeHeader.Version2, exchange, IkeHeader.FlagsFor(!sa.IsInitiator, isAnswer), id, 0);
        Sealed++;
        return MessageWriter.Seal(outer, first, chain, cipher, _vectors);
    }

    private ExchangeType AnyExchange(ExchangeType usual) => _mutator.Next(4) > 0 ? usual : (ExchangeType)(34 + _mutator.Next(4));
}
