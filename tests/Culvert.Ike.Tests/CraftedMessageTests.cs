using System.Net;
using Culvert.Core;
using Culvert.Ike.Negotiation;
using Culvert.Ike.V2;
using Culvert.Ike.Wire;
using Culvert.Testing;

namespace Culvert.Ike.Tests;

/// <summary>Messages that an honest culvert never sends: other versions, unknown payloads, strangers, things out of place.</summary>
public class CraftedMessageTests
{
    [Fact]
    public void A_higher_major_version_is_answered_with_ours()
    {
        (IkePair pair, WireMessage request) = FirstRequest();
        Deliver(pair, request, bytes => bytes[17] = 0x30);
        IkeHeader header = Header(pair.Link.Sent.Last());
        Assert.Equal((IkeHeader.Version2, true, 0u), (header.Version, header.IsResponse, header.MessageId));
        Assert.Equal("N(INVALID_MAJOR_VERSION)", Payloads(pair.Link.Sent.Last()).Summary);
        Assert.Empty(pair.Right.Endpoint.Sas.All);
    }

    [Fact]
    public void IKEv1_gets_no_answer()
    {
        (IkePair pair, WireMessage request) = FirstRequest();
        Deliver(pair, request, bytes => (bytes[17], bytes[18]) = (0x10, 2));
        Assert.Single(pair.Link.Sent);
        Assert.Equal(1, pair.Right.Endpoint.Counters.UnsupportedVersion.Value);
    }

    [Fact]
    public void A_higher_minor_version_and_reserved_bits_are_ignored()
    {
        (IkePair pair, WireMessage request) = FirstRequest();
        Deliver(pair, request, bytes => (bytes[17], bytes[19]) = (0x2F, (byte)(bytes[19] | 0xC7)));
        Assert.Equal("IKE_SA_INIT", pair.Link.Sent.Last().Exchange);
        Assert.Contains("SA KE Nonce", Payloads(pair.Link.Sent.Last()).Summary, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(32)]
    [InlineData(49)]
    [InlineData(255)]
    public void An_unknown_payload_is_skipped_and_a_critical_one_rejects_the_first_message(byte type)
    {
        (IkePair pair, WireMessage request) = FirstRequest();
        pair.Deliver(pair.Right, WithPayloadInFront(request, type, critical: false));
        Assert.Contains("SA KE Nonce", Payloads(pair.Link.Sent.Last()).Summary, StringComparison.Ordinal);

        (pair, request) = FirstRequest();
        pair.Deliver(pair.Right, WithPayloadInFront(request, type, critical: true));
        NotifyPayload error = Payloads(pair.Link.Sent.Last()).Error!;
        Assert.Equal(NotifyType.UNSUPPORTED_CRITICAL_PAYLOAD, error.NotifyType);
        Assert.Equal([type], error.Data);
    }

    [Fact]
    public void A_critical_payload_inside_an_established_IKE_SA_is_named_and_the_IKE_SA_stands()
    {
        IkePair pair = new IkePair().Connect();
        pair.RunFor(1);
        byte[] chain = [0, 0x80, 0, 4];
        Send(pair, ExchangeType.INFORMATIONAL, (PayloadType)200, chain);
        Assert.Equal("N(UNSUPPORTED_CRITICAL_PAYLOAD)", LastAnswer(pair));
        Assert.True(pair.IsUp);
    }

    [Fact]
    public void A_malformed_request_inside_an_IKE_SA_is_answered_INVALID_SYNTAX_and_ends_it()
    {
        IkePair pair = new IkePair().Connect();
        pair.RunFor(1);
        Send(pair, ExchangeType.INFORMATIONAL, PayloadType.D, [0, 0, 0, 8, 3, 4, 0, 77]);
        Assert.Equal("N(INVALID_SYNTAX)", LastAnswer(pair));
        Assert.Equal(IkeFailure.Protocol, pair.Right.EventsOf<IkeEvent.IkeSaDown>().Single().Why);
        Assert.Empty(pair.Right.Installed);
    }

    [Theory]
    [InlineData((ushort)16403)]
    [InlineData((ushort)16396)]
    [InlineData((ushort)16407)]
    [InlineData((ushort)16430)]
    [InlineData((ushort)40961)]
    [InlineData((ushort)8192)]
    public void Notifies_that_mean_nothing_to_us_are_answered_and_change_nothing(ushort type)
    {
        IkePair pair = new IkePair().Connect();
        pair.RunFor(1);
        int events = pair.Right.Events.Count(e => e.Event is not IkeEvent.Notice and not IkeEvent.PeerAnswered);
        Send(pair, ExchangeType.INFORMATIONAL, [new NotifyPayload((NotifyType)type, [0, 0, 0, 60])]);
        Assert.Equal("", LastAnswer(pair));
        Assert.Equal(events, pair.Right.Events.Count(e => e.Event is not IkeEvent.Notice and not IkeEvent.PeerAnswered));
    }

    [Fact]
    public void DELETE_of_an_SPI_that_we_do_not_know_is_answered_empty()
    {
        IkePair pair = new IkePair().Connect();
        pair.RunFor(1);
        Send(pair, ExchangeType.INFORMATIONAL, [new DeletePayload(ProtocolId.ESP, [0xDEADBEEF, 0xDEADBEEF])]);
        Assert.Equal("", LastAnswer(pair));
        Assert.True(pair.IsUp);
    }

    [Fact]
    public void CHILD_SAs_for_the_same_selectors_are_taken_for_rekeys_that_do_not_say_so_up_to_four()
    {
        IkePair pair = new IkePair(esp: "aes128-sha1").Connect();
        pair.RunFor(1);
        for (uint spi = 0x1000; spi < 0x1003; spi++)
        {
            Send(pair, ExchangeType.CREATE_CHILD_SA, NewChild(pair, "10.60.0.0/16", spi));
            Assert.Equal("SA Nonce TSi TSr", LastAnswer(pair));
        }

        Send(pair, ExchangeType.CREATE_CHILD_SA, NewChild(pair, "10.60.0.0/16", 0x1003));
        Assert.Equal("N(NO_ADDITIONAL_SAS)", LastAnswer(pair));
        Assert.Equal(4, pair.Right.Installed.Count);
    }

    [Fact]
    public void CHILD_SAs_for_other_selectors_are_granted_up_to_sixty_four()
    {
        IkePair pair = new IkePair(esp: "aes128-sha1").Connect();
        pair.RunFor(1);
        for (uint i = 1; i < 64; i++)
        {
            Send(pair, ExchangeType.CREATE_CHILD_SA, NewChild(pair, $"10.60.{i}.0/24", 0x1000 + i));
            Assert.Equal("SA Nonce TSi TSr", LastAnswer(pair));
        }

        Send(pair, ExchangeType.CREATE_CHILD_SA, NewChild(pair, "10.60.64.0/24", 0x2000));
        Assert.Equal("N(NO_ADDITIONAL_SAS)", LastAnswer(pair));
        Assert.Equal(64, pair.Right.Installed.Count);
        Assert.Equal(64, pair.Right.Endpoint.GetStatus("t")!.Children.Count);
        Assert.True(pair.IsUp);
    }

    [Fact]
    public void An_exchange_that_nobody_knows_is_answered_INVALID_SYNTAX_inside_an_IKE_SA()
    {
        IkePair pair = new IkePair().Connect();
        pair.RunFor(1);
        Send(pair, (ExchangeType)44, []);
        Assert.Equal("N(INVALID_SYNTAX)", LastAnswer(pair));
    }

    [Fact]
    public void An_answer_to_our_DELETE_that_cannot_be_read_ends_the_IKE_SA_as_well()
    {
        IkePair pair = new IkePair().Connect();
        pair.RunFor(1);
        pair.Link.Drops = _ => true;
        pair.Command(pair.Right, new IkeCommand.Terminate("t"));
        IkeSa right = pair.Right.Endpoint.Sas.All.Single();
        var header = OuterHeader(right, ExchangeType.INFORMATIONAL) with
        {
            Flags = IkeHeader.FlagsFor(!right.IsInitiator, true),
            MessageId = right.Tasks.Awaited!.Value.MessageId,
        };
        byte[] bytes = MessageWriter.Seal(header, PayloadType.D, [0, 0, 0, 8, 3, 4, 0, 77], right.InboundCipher!, new SeededEntropy(1));
        pair.Deliver(pair.Right, new Datagram(right.Local, right.Remote, bytes));
        Assert.False(pair.Right.Endpoint.HasSa("t"));
        Assert.Empty(pair.Right.Installed);
    }

    [Fact]
    public void A_rekey_of_an_SPI_that_we_do_not_know_is_answered_CHILD_SA_NOT_FOUND()
    {
        IkePair pair = new IkePair().Connect();
        pair.RunFor(1);
        Send(pair, ExchangeType.CREATE_CHILD_SA,
        [
            NotifyPayload.ForEspSpi(NotifyType.REKEY_SA, 0x12345678),
            EspNegotiation.Offer(pair.LeftTunnel.EspProposals, 0x1000),
            new NoncePayload(new byte[32]),
            new TrafficSelectorPayload(PayloadType.TSi, pair.LeftTunnel.LocalSelectors),
            new TrafficSelectorPayload(PayloadType.TSr, pair.LeftTunnel.RemoteSelectors),
        ]);
        Assert.Equal("N(CHILD_SA_NOT_FOUND)", LastAnswer(pair));
        Assert.True(pair.IsUp);
    }

    [Fact]
    public void INFORMATIONAL_before_IKE_AUTH_is_not_answered()
    {
        IkePair pair = new IkePair().Start();
        pair.Link.Drops = m => m.Exchange == "IKE_AUTH";
        pair.RunFor(0.1);
        IkeSa right = pair.Right.Endpoint.Sas.All.Single();
        int sent = pair.Link.Sent.Count;
        pair.Deliver(pair.Right, Seal(right, ExchangeType.INFORMATIONAL, PayloadType.None, []));
        Assert.Equal(sent, pair.Link.Sent.Count);
        Assert.Equal(1, pair.Right.Endpoint.Counters.UnexpectedExchange.Value);
    }

    [Fact]
    public void A_public_value_that_gives_the_secret_away_makes_no_IKE_SA()
    {
        var pair = new IkePair(realKeyExchange: true);
        pair.Start();
        WireMessage request = pair.Link.Sent[0];
        byte[] bytes = request.Bytes.ToArray();
        int ke = FindPayload(bytes, PayloadType.KE) + 8;
        bytes.AsSpan(ke, 128).Clear();
        pair.Deliver(pair.Right, Reversed(request.Datagram with { Bytes = bytes }));
        Assert.Single(pair.Link.Sent);
        Assert.Empty(pair.Right.Endpoint.Sas.All);
        Assert.Equal(1, pair.Right.Endpoint.Counters.BadKeyExchange.Value);
    }

    [Fact]
    public void Strangers_get_no_answer()
    {
        (IkePair pair, WireMessage request) = FirstRequest();
        var stranger = new IPEndPoint(IPAddress.Parse("203.0.113.200"), 500);
        pair.Deliver(pair.Right, new Datagram(request.Datagram.Remote, stranger, request.Datagram.Bytes));
        Assert.Single(pair.Link.Sent);
        Assert.Equal(1, pair.Right.Endpoint.Counters.UnknownPeer.Value);
    }

    [Fact]
    public void Half_open_IKE_SAs_are_bounded_per_source_and_expire_after_30_s()
    {
        (IkePair pair, WireMessage request) = FirstRequest();
        for (byte i = 1; i <= 20; i++) Deliver(pair, request, bytes => bytes[0] = i);
        Assert.Equal(5, pair.Right.Endpoint.Sas.All.Count);
        Assert.Equal(15, pair.Right.Endpoint.Counters.HalfOpenLimit.Value);
        pair.RunFor(30);
        Assert.Empty(pair.Right.Endpoint.Sas.All);
        Assert.Equal(5, pair.Right.Endpoint.Counters.HalfOpenExpired.Value);
    }

    [Fact]
    public void Half_open_IKE_SAs_are_bounded_in_all()
    {
        (IkePair pair, WireMessage request) = FirstRequest();
        IkeTunnelConfig[] tunnels = [.. Enumerable.Range(1, 40).Select(i => pair.RightTunnel with
        {
            Name = $"t{i}", RemoteAddress = new IPAddress([203, 0, 113, (byte)i]),
        })];
        pair.Right.Endpoint.SetTunnels(pair.Now, tunnels);
        foreach (IkeTunnelConfig tunnel in tunnels)
        {
            for (byte i = 1; i <= 4; i++)
            {
                byte[] bytes = request.Bytes.ToArray();
                bytes[0] = i;
                pair.Deliver(pair.Right, new Datagram(request.Datagram.Remote, new IPEndPoint(tunnel.RemoteAddress!, 500), bytes));
            }
        }

        Assert.Equal(64, pair.Right.Endpoint.Sas.All.Count);
    }

    [Fact]
    public void An_offer_of_everything_that_AWS_has_is_answered_with_our_one_suite()
    {
        (IkePair pair, WireMessage request) = FirstRequest();
        PayloadSet payloads = Payloads(request);
        var transforms = new List<Transform>();
        foreach (ushort encryption in (ushort[])[12, 20])
            foreach (int bits in (int[])[128, 256]) transforms.Add(new Transform(TransformType.ENCR, encryption, bits));
        foreach (ushort integrity in (ushort[])[2, 12, 13, 14]) transforms.Add(new Transform(TransformType.INTEG, integrity));
        foreach (ushort prf in (ushort[])[2, 5, 6, 7]) transforms.Add(new Transform(TransformType.PRF, prf));
        foreach (ushort group in (ushort[])[2, 5, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24]) transforms.Add(new Transform(TransformType.DH, group));
        var offer = new SecurityAssociationPayload([.. Enumerable.Range(1, 8).Select(i => new Proposal((byte)i, ProtocolId.IKE, [], transforms))]);
        Payload[] message = [offer, payloads.Ke!, new NoncePayload(payloads.Nonce!)];
        byte[] bytes = MessageWriter.WriteClear(Header(request), message);
        pair.Deliver(pair.Right, new Datagram(request.Datagram.Remote, request.Datagram.Local, bytes));
        Proposal answer = Assert.Single(Payloads(pair.Link.Sent.Last()).Sa!.Proposals);
        Assert.Equal(4, answer.Transforms.Count);
        Assert.Equal(1, answer.Number);
    }

    [Fact]
    public void A_reflected_message_is_not_taken_for_the_peers()
    {
        IkePair pair = new IkePair().Connect();
        pair.RunFor(9);
        WireMessage own = pair.Link.Sent.Last(m => m.Sender == "left");
        long unknown = pair.Left.Endpoint.Counters.UnknownSpi.Value;
        pair.Deliver(pair.Left, new Datagram(own.Datagram.Local, own.Datagram.Remote, own.Datagram.Bytes));
        Assert.Equal(unknown + 1, pair.Left.Endpoint.Counters.UnknownSpi.Value);
    }

    private static Payload[] NewChild(IkePair pair, string network, uint spi) =>
    [
        EspNegotiation.Offer(pair.LeftTunnel.EspProposals, spi),
        new NoncePayload(new byte[32]),
        new TrafficSelectorPayload(PayloadType.TSi, IkePair.Selectors(network)),
        new TrafficSelectorPayload(PayloadType.TSr, pair.LeftTunnel.RemoteSelectors),
    ];

    private static (IkePair Pair, WireMessage Request) FirstRequest()
    {
        var pair = new IkePair();
        pair.Link.Drops = _ => true;
        pair.Start();
        return (pair, pair.Link.Sent[0]);
    }

    private static void Deliver(IkePair pair, WireMessage message, Action<byte[]> change)
    {
        byte[] bytes = message.Bytes.ToArray();
        change(bytes);
        pair.Deliver(pair.Right, Reversed(message.Datagram with { Bytes = bytes }));
    }

    private static Datagram Reversed(Datagram sent) => new(sent.Remote, sent.Local, sent.Bytes);

    private static IkeHeader Header(WireMessage message) => IkeHeader.TryParse(message.Bytes, out IkeHeader header) ? header : default;

    private static PayloadSet Payloads(WireMessage message) => PayloadSet.Parse(Header(message).NextPayload, message.Bytes[IkeHeader.Size..])!;

    private static Datagram WithPayloadInFront(WireMessage message, byte type, bool critical)
    {
        byte[] old = message.Bytes.ToArray();
        byte[] bytes = [.. old[..28], old[16], (byte)(critical ? 0x80 : 0), 0, 6, 1, 2, .. old[28..]];
        bytes[16] = type;
        bytes[26] = (byte)(bytes.Length >> 8);
        bytes[27] = (byte)bytes.Length;
        return Reversed(message.Datagram with { Bytes = bytes });
    }

    private static int FindPayload(byte[] bytes, PayloadType wanted)
    {
        (int at, byte type) = (28, bytes[16]);
        while (type != (byte)wanted) (at, type) = (at + ((bytes[at + 2] << 8) | bytes[at + 3]), bytes[at]);
        return at;
    }

    private static void Send(IkePair pair, ExchangeType exchange, Payload[] payloads)
    {
        IkeSa right = pair.Right.Endpoint.Sas.All.Single();
        IkeHeader header = OuterHeader(right, exchange);
        byte[] bytes = MessageWriter.WriteProtected(header, payloads, right.InboundCipher!, new SeededEntropy(1));
        pair.Deliver(pair.Right, new Datagram(right.Local, right.Remote, bytes));
    }

    private static void Send(IkePair pair, ExchangeType exchange, PayloadType first, byte[] chain) =>
        pair.Deliver(pair.Right, Seal(pair.Right.Endpoint.Sas.All.Single(), exchange, first, chain));

    private static Datagram Seal(IkeSa target, ExchangeType exchange, PayloadType first, byte[] chain)
    {
        byte[] bytes = MessageWriter.Seal(OuterHeader(target, exchange), first, chain, target.InboundCipher!, new SeededEntropy(1));
        return new Datagram(target.Local, target.Remote, bytes);
    }

    private static IkeHeader OuterHeader(IkeSa target, ExchangeType exchange) => new(
        target.InitiatorSpi, target.ResponderSpi, PayloadType.None, IkeHeader.Version2, exchange, IkeHeader.FlagsFor(!target.IsInitiator, false),
        target.Responder.ExpectedMessageId, 0);

    /// <summary>What the right end last answered, read with the left end's keys.</summary>
    private static string LastAnswer(IkePair pair)
    {
        WireMessage answer = pair.Link.Sent.Last(m => m is { Sender: "right", IsRequest: false });
        IkeSa left = pair.Left.Endpoint.Sas.All.First(sa => sa.InitiatorSpi == answer.InitiatorSpi);
        byte[] chain = SkPayload.TryOpen(Header(answer), answer.Bytes, left.InboundCipher!, out PayloadType first)!;
        return PayloadSet.Parse(first, chain)!.Summary;
    }
}
