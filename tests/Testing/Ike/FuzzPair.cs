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
public sealed class FuzzPair
{
    private readonly FuzzStage _stage;
    private readonly Mutator _mutator;
    private ulong _seed;
    private IkePair _pair;

    public FuzzPair(FuzzStage stage, ulong seed)
    {
        _stage = stage;
        _seed = seed;
        _mutator = new Mutator(seed);
        Rebuild();
    }

    /// <summary>Messages fed so far.</summary>
    public long Fed { get; private set; }

    /// <summary>How often a message got so far that a fresh pair was needed.</summary>
    public long Rebuilds { get; private set; }

    /// <summary>Damages one message and feeds it to one end. A bug of an endpoint is an exception here.</summary>
    public void FeedOne()
    {
        if (!IsIntact()) Rebuild();
        IkeHost target = _mutator.Next(2) == 0 ? _pair.Left : _pair.Right;
        Datagram victim = Pick(target);
        byte[] damaged = _mutator.Next(3) > 0 && TrySeal(target, victim, out byte[]? resealed) ? resealed : Damage(victim.Bytes.Span);
        Feed(target, victim, damaged);
        Fed++;
    }

    /// <summary>Feeds these very bytes, as a datagram, to both ends.</summary>
    public void FeedExactly(ReadOnlySpan<byte> bytes)
    {
        if (!IsIntact()) Rebuild();
        byte[] copy = bytes.ToArray();
        Feed(_pair.Left, Pick(_pair.Left), copy);
        Feed(_pair.Right, Pick(_pair.Right), copy);
        Fed += 2;
    }

    private void Feed(IkeHost target, Datagram like, byte[] bytes)
    {
        _pair.Deliver(target, new Datagram(like.Remote, like.Local, bytes));
        if (target.Endpoint.NextDeadline.When <= _pair.Now && !target.Endpoint.NextDeadline.IsNever) target.Endpoint.HandleTimeout(_pair.Now);
        if (target.Endpoint.Sas.All.Count > 70) throw new InvalidOperationException("IKE SAs pile up");
    }

    [MemberNotNull(nameof(_pair))]
    private void Rebuild()
    {
        Rebuilds++;
        _pair = new IkePair(++_seed, "aes128-sha1-modp1024,aes128gcm16-prfsha256-ecp256", "aes128-sha1-modp1024,aes128gcm16-ecp256");
        _pair.Start();
        if (_stage == FuzzStage.Unauthenticated) _pair.RunUntil(() => Sa(_pair.Left) is { HasKeys: true }, TimeSpan.FromSeconds(1));
        if (_stage == FuzzStage.Established) _pair.RunUntil(() => _pair.IsUp, TimeSpan.FromSeconds(1));
        // From here nothing arrives but what is fed.
        _pair.Link.Drops = _ => true;
        if (_stage != FuzzStage.Established) return;
        _pair.RunFor(0.1);
        _pair.Command(_pair.Left, AnyRequest());
        _pair.Command(_pair.Right, AnyRequest());
    }

    private IkeCommand AnyRequest() => _mutator.Next(4) switch
    {
        0 => new IkeCommand.RekeyChild("t"),
        1 => new IkeCommand.RekeyIke("t"),
        2 => new IkeCommand.Terminate("t"),
        _ => new IkeCommand.Probe("t"),
    };

    private bool IsIntact()
    {
        if (_pair.Link.Sent.Count > 200) return false;
        return _stage switch
        {
            FuzzStage.First => Sa(_pair.Left) is { HasKeys: false } && _pair.Right.Endpoint.Sas.All.Count < 4,
            FuzzStage.Unauthenticated => Sa(_pair.Left) is { IsAuthenticated: false } && Sa(_pair.Right) is { IsAuthenticated: false },
            _ => Sa(_pair.Left) is not null && Sa(_pair.Right) is not null,
        };
    }

    private static IkeSa? Sa(IkeHost host) => host.Endpoint.Sas.All.FirstOrDefault(sa => sa.State != IkeSaState.Closed);

    /// <summary>A genuine message for this end; addresses are the sender's.</summary>
    private Datagram Pick(IkeHost target)
    {
        WireMessage[] fitting = [.. _pair.Link.Sent.Where(m => m.Sender != target.Name).TakeLast(8)];
        if (fitting.Length > 0) return fitting[_mutator.Next(fitting.Length)].Datagram;
        Datagram own = _pair.Link.Sent[0].Datagram;
        return new Datagram(own.Remote, own.Local, own.Bytes);
    }

    private byte[] Damage(ReadOnlySpan<byte> bytes)
    {
        // A wrong SPI or length ends a message at once; mostly keep those right to get deeper.
        byte[] damaged = _mutator.Mutate(bytes, keep: _mutator.Next(4) == 0 ? 0 : 16);
        if (damaged.Length >= IkeHeader.Size && _mutator.Next(8) > 0) new SpanWriter(damaged.AsSpan(24)).WriteUInt32((uint)damaged.Length);
        return damaged;
    }

    /// <summary>Damages the payloads inside, and makes the message the one that this end waits for.</summary>
    private bool TrySeal(IkeHost target, Datagram victim, [NotNullWhen(true)] out byte[]? message)
    {
        message = null;
        if (Sa(target) is not { InboundCipher: { } cipher } sa || !IkeHeader.TryParse(victim.Bytes.Span, out IkeHeader header)) return false;
        byte[]? chain = header.NextPayload == PayloadType.SK ? SkPayload.TryOpen(header, victim.Bytes.Span, cipher, out PayloadType first) : Clear(victim, header, out first);
        if (chain is null) return false;
        bool isAnswer = sa.Tasks.Awaited is not null && _mutator.Next(2) == 0;
        (uint id, ExchangeType exchange) = isAnswer ? sa.Tasks.Awaited!.Value : (sa.Responder.ExpectedMessageId, AnyExchange(header.Exchange));
        var outer = new IkeHeader(
            sa.InitiatorSpi, sa.ResponderSpi, first, IkeHeader.Version2, exchange, IkeHeader.FlagsFor(!sa.IsInitiator, isAnswer), id, 0);
        if (_mutator.Next(16) == 0) first = (PayloadType)_mutator.Next(256);
        message = MessageWriter.Seal(outer, first, DamageChain(first, chain), cipher, new SeededEntropy(++_seed));
        return true;
    }

    // What does not parse ends the IKE SA, which shows nothing new after the first few times: mostly look for what does.
    private byte[] DamageChain(PayloadType first, byte[] chain)
    {
        byte[] damaged = _mutator.Mutate(chain);
        while (PayloadSet.Parse(first, damaged) is null && _mutator.Next(12) > 0) damaged = _mutator.Mutate(chain);
        return damaged;
    }

    private static byte[] Clear(Datagram datagram, IkeHeader header, out PayloadType first)
    {
        first = header.NextPayload;
        return datagram.Bytes[IkeHeader.Size..].ToArray();
    }

    private ExchangeType AnyExchange(ExchangeType usual) => _mutator.Next(4) > 0 ? usual : (ExchangeType)(34 + _mutator.Next(4));
}
