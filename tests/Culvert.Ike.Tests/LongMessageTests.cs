using System.Net;
using Culvert.Core;
using Culvert.Crypto;
using Culvert.Ike.Negotiation;
using Culvert.Ike.Wire;
using Culvert.Testing;

namespace Culvert.Ike.Tests;

/// <summary>Messages as long as UDP carries them, and offers as long as peers make them.</summary>
public class LongMessageTests
{
    private const int LongestUdpPayload = 65507;

    [Fact]
    public void A_message_of_64_KiB_is_read_to_its_end()
    {
        IkePair pair = new IkePair().Connect();
        pair.RunFor(1);
        Payload[] unknown = [.. Enumerable.Range(0, 62).Select(i => new NotifyPayload((NotifyType)(40960 + i), new byte[1030]))];
        pair.SendAsLeft(ExchangeType.INFORMATIONAL, [.. unknown, new NotifyPayload((NotifyType)41900, new byte[1030]), DeletePayload.IkeSa]);
        Assert.InRange(pair.Right.Endpoint.Counters.Malformed.Value, 0, 0);
        Assert.Null(pair.Right.Endpoint.GetStatus("t"));
        Assert.Equal(IkeFailure.PeerDeleted, pair.Right.EventsOf<IkeEvent.IkeSaDown>().Single().Why);
    }

    [Fact]
    public void A_first_message_of_the_longest_kind_is_answered()
    {
        (IkePair pair, WireMessage request, PayloadSet payloads) = FirstRequest();
        Payload[] chain = [payloads.Sa!, payloads.Ke!, new NoncePayload(payloads.Nonce!), new NotifyPayload((NotifyType)50000, new byte[LongestUdpPayload - 600])];
        Answer(pair, request, chain);
        Assert.Equal("SA KE Nonce", Payloads(pair.Link.Sent.Last()).Summary);
    }

    [Theory]
    [InlineData("aes128-sha1-modp1024", 2)]
    [InlineData("aes256-sha256-modp2048", 2)]
    [InlineData("aes128gcm16-prfsha256-ecp256", 1)]
    public void AWSs_whole_offer_is_answered_with_our_suite_out_of_the_right_proposal(string suite, byte number)
    {
        IkeProposal wanted = IkePair.IkeSuites(suite).Single();
        (IkePair pair, WireMessage request, PayloadSet payloads) = FirstRequest(suite);
        Answer(pair, request, [AwsOffer(), KeyExchangeFor(wanted), new NoncePayload(payloads.Nonce!)]);
        Proposal answer = Assert.Single(Payloads(pair.Link.Sent.Last()).Sa!.Proposals);
        Assert.Equal(number, answer.Number);
        Assert.Equal((ushort)wanted.Encryption, answer.Transforms.Single(t => t.Type == TransformType.ENCR).Id);
        Assert.Equal((ushort)wanted.Group, answer.Transforms.Single(t => t.Type == TransformType.DH).Id);
        Assert.Equal(wanted.Encryption.IsAead() ? 0 : 1, answer.Transforms.Count(t => t.Type == TransformType.INTEG));
    }

    [Fact]
    public void The_last_of_255_proposals_is_found()
    {
        (IkePair pair, WireMessage request, PayloadSet payloads) = FirstRequest();
        Proposal good = payloads.Sa!.Proposals.Single();
        Proposal bad = good with { Transforms = [.. good.Transforms.Select(t => t.Type == TransformType.ENCR ? t with { Id = 1024 } : t)] };
        var offer = new SecurityAssociationPayload([.. Enumerable.Range(1, 254).Select(i => bad with { Number = (byte)i }), good with { Number = 255 }]);
        Answer(pair, request, [offer, payloads.Ke!, new NoncePayload(payloads.Nonce!)]);
        Assert.Equal(255, Assert.Single(Payloads(pair.Link.Sent.Last()).Sa!.Proposals).Number);
    }

    [Theory]
    [InlineData("aes128-sha1-modp1024")]
    [InlineData("aes256-sha256-modp2048")]
    [InlineData("aes128gcm16-prfsha256-ecp256")]
    public void Whatever_group_is_configured_a_wrong_guess_is_put_right(string responders)
    {
        string others = string.Join(',', new[] { "aes128-sha1-modp1024", "aes256-sha256-modp2048", "aes128gcm16-prfsha256-ecp256" }.Where(s => s != responders));
        var pair = new IkePair(ike: $"{others},{responders}", realKeyExchange: true);
        pair.RightTunnel = pair.RightTunnel with { IkeProposals = IkePair.IkeSuites(responders) };
        pair.Connect();
        Assert.Equal(responders, pair.Left.Endpoint.GetStatus("t")!.Suite.ToString());
        Assert.Equal(2, pair.Link.Sent.Count(m => m is { Sender: "left", Exchange: "IKE_SA_INIT" }));
    }

    [Fact]
    public void A_payload_with_255_selectors_of_every_kind_is_read()
    {
        IkePair pair = new IkePair(esp: "aes128-sha1").Connect();
        pair.RunFor(1);
        TrafficSelector[] many =
        [
            .. Enumerable.Range(0, 100).Select(i => new TrafficSelector(IPAddress.Parse($"10.60.{i}.3"), IPAddress.Parse($"10.60.{i}.77"), 6, 443, 445)),
            .. Enumerable.Range(0, 155).Select(i => TrafficSelector.FromPrefix(IpPrefix.Parse($"2001:db8:{i:x}::/48"))),
        ];
        pair.SendAsLeft(
            ExchangeType.CREATE_CHILD_SA,
            EspNegotiation.Offer(pair.LeftTunnel.EspProposals, 0x1000), new NoncePayload(new byte[32]),
            new TrafficSelectorPayload(PayloadType.TSi, many), new TrafficSelectorPayload(PayloadType.TSr, pair.LeftTunnel.RemoteSelectors));
        Assert.Equal(many[..100], pair.Right.Outbound()!.RemoteSelectors);
    }

    // Documentation of AWS: four ciphers, four hashes, thirteen groups, of which the AEADs stand in a proposal of their own.
    private static SecurityAssociationPayload AwsOffer()
    {
        IEnumerable<Transform> prfs = new ushort[] { 2, 5, 6, 7 }.Select(id => new Transform(TransformType.PRF, id));
        IEnumerable<Transform> groups = new ushort[] { 2, 5, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24 }.Select(id => new Transform(TransformType.DH, id));
        IEnumerable<Transform> hashes = new ushort[] { 2, 12, 13, 14 }.Select(id => new Transform(TransformType.INTEG, id));
        return new SecurityAssociationPayload(
        [
            new Proposal(1, ProtocolId.IKE, [], [new(TransformType.ENCR, 20, 128), new(TransformType.ENCR, 20, 256), .. prfs, .. groups]),
            new Proposal(2, ProtocolId.IKE, [], [new(TransformType.ENCR, 12, 128), new(TransformType.ENCR, 12, 256), .. hashes, .. prfs, .. groups]),
        ]);
    }

    private static KeyExchangePayload KeyExchangeFor(IkeProposal suite)
    {
        byte[] value = new byte[suite.Group.PublicValueLength()];
        value[0] = 1;
        return new KeyExchangePayload(suite.Group, value);
    }

    private static (IkePair Pair, WireMessage Request, PayloadSet Payloads) FirstRequest(string suite = "aes128-sha1-modp1024")
    {
        var pair = new IkePair(ike: suite);
        pair.Link.Drops = _ => true;
        pair.Start();
        return (pair, pair.Link.Sent[0], Payloads(pair.Link.Sent[0]));
    }

    private static void Answer(IkePair pair, WireMessage request, Payload[] payloads)
    {
        byte[] bytes = MessageWriter.WriteClear(Header(request), payloads);
        pair.Deliver(pair.Right, new Datagram(request.Datagram.Remote, request.Datagram.Local, bytes));
    }

    private static IkeHeader Header(WireMessage message) => IkeHeader.TryParse(message.Bytes, out IkeHeader header) ? header : default;

    private static PayloadSet Payloads(WireMessage message) => PayloadSet.Parse(Header(message).NextPayload, message.Bytes[IkeHeader.Size..])!;
}
