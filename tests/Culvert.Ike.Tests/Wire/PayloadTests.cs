using System.Net;
using Culvert.Core;
using Culvert.Crypto;
using Culvert.Ike.Negotiation;
using Culvert.Ike.Wire;

namespace Culvert.Ike.Tests.Wire;

public class PayloadTests
{
    [Fact]
    public void Every_payload_is_read_back_as_it_was_written()
    {
        TrafficSelector[] selectors =
        [
            TrafficSelector.FromPrefix(IpPrefix.Parse("10.0.0.0/8")),
            new(IPAddress.Parse("2001:db8::1"), IPAddress.Parse("2001:db8::ffff"), 17, 53, 53),
        ];
        Payload[] payloads =
        [
            EspNegotiation.Offer([new EspProposal(EncryptionAlgorithm.AesGcm16, 128, IntegrityAlgorithm.None, DhGroup.Ecp256)], 0xCAFEBABE),
            new KeyExchangePayload(DhGroup.Modp1024, new byte[128]),
            new IdentificationPayload(PayloadType.IDi, Identity.FromAddress(IPAddress.Loopback)),
            new IdentificationPayload(PayloadType.IDr, new Identity(IdentityType.Fqdn, "hq.example.org"u8)),
            new AuthenticationPayload(AuthenticationPayload.SharedKey, [1, 2, 3]),
            new NoncePayload([.. Enumerable.Range(0, 32).Select(i => (byte)i)]),
            NotifyPayload.ForEspSpi(NotifyType.REKEY_SA, 0x01020304),
            new NotifyPayload(NotifyType.COOKIE, [9, 8]),
            new DeletePayload(ProtocolId.ESP, [0x11111111, 0x22222222]),
            DeletePayload.IkeSa,
            new TrafficSelectorPayload(PayloadType.TSi, selectors),
            new TrafficSelectorPayload(PayloadType.TSr, selectors),
        ];
        PayloadSet set = Reread(payloads)!;
        Assert.Equal("SA KE IDi IDr AUTH Nonce N(REKEY_SA) N(COOKIE) D(ESP) D(IKE) TSi TSr", set.Summary);
        Assert.Equal(selectors, set.TsI!.Selectors);
        Assert.Equal("hq.example.org", set.IdR!.Identity.ToString());
        Assert.Equal(0x01020304u, set.Notify(NotifyType.REKEY_SA)!.EspSpi);
        Assert.Equal([0x11111111u, 0x22222222u], set.Deletes.First().Spis);
        Assert.Equal(0xCAFEBABEu, EspNegotiation.Choose(set.Sa!, [new EspProposal(EncryptionAlgorithm.AesGcm16, 128, IntegrityAlgorithm.None, DhGroup.Ecp256)], false)!.PeerSpi);
    }

    [Fact]
    public void Every_truncation_of_a_chain_is_refused()
    {
        byte[] chain = Chain([new NoncePayload(new byte[16]), new NotifyPayload(NotifyType.COOKIE, [1, 2, 3, 4])]);
        Assert.NotNull(PayloadSet.Parse(PayloadType.Nonce, chain));
        for (int length = 0; length < chain.Length; length++) Assert.Null(PayloadSet.Parse(PayloadType.Nonce, chain.AsSpan(0, length)));
        Assert.Null(PayloadSet.Parse(PayloadType.Nonce, [.. chain, 0]));
    }

    [Theory]
    [InlineData(15, false)]
    [InlineData(16, true)]
    [InlineData(256, true)]
    [InlineData(257, false)]
    public void Nonces_have_16_to_256_octets(int length, bool accepted) =>
        Assert.Equal(accepted, Reread([new NoncePayload(new byte[length])]) is not null);

    [Fact]
    public void Payloads_that_may_stand_once_may_not_stand_twice()
    {
        Assert.Null(Reread([new NoncePayload(new byte[16]), new NoncePayload(new byte[16])]));
        Assert.NotNull(Reread([new NotifyPayload(NotifyType.COOKIE), new NotifyPayload(NotifyType.COOKIE)]));
    }

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void The_number_of_payloads_is_bounded(int count, bool accepted)
    {
        Payload[] payloads = [.. Enumerable.Repeat<Payload>(new NotifyPayload(NotifyType.COOKIE), count)];
        Assert.Equal(accepted, Reread(payloads) is not null);
    }

    [Theory]
    [InlineData(255, true)]
    [InlineData(256, false)]
    public void The_number_of_proposals_is_bounded(int count, bool accepted)
    {
        var proposals = Enumerable.Range(1, count).Select(i => new Proposal((byte)i, ProtocolId.IKE, [], [new Transform(TransformType.ENCR, 12, 128)]));
        Assert.Equal(accepted, Reread([new SecurityAssociationPayload([.. proposals])]) is not null);
    }

    [Fact]
    public void Selectors_of_unknown_type_or_empty_range_are_left_out()
    {
        byte[] body =
        [
            3, 0, 0, 0,
            9, 0, 0, 8, 1, 2, 3, 4, // a Fibre Channel selector, shortened
            7, 0, 0, 16, 0, 0, 0xFF, 0xFF, 10, 0, 0, 9, 10, 0, 0, 1, // ends before it starts
            7, 0, 0, 16, 0, 0, 0xFF, 0xFF, 10, 0, 0, 1, 10, 0, 0, 9,
        ];
        Assert.Equal("10.0.0.1-10.0.0.9", Assert.Single(TrafficSelectorPayload.Parse(PayloadType.TSi, body)!.Selectors).ToString());
    }

    [Fact]
    public void An_SK_payload_inside_another_is_refused() => Assert.Null(PayloadSet.Parse(PayloadType.SK, [0, 0, 0, 4]));

    [Fact]
    public void The_header_must_tell_the_datagrams_length_and_an_initiator()
    {
        byte[] message = MessageWriter.WriteClear(
            new IkeHeader(1, 0, PayloadType.None, IkeHeader.Version2, ExchangeType.IKE_SA_INIT, 8, 0, 0), [new NoncePayload(new byte[16])]);
        Assert.True(IkeHeader.TryParse(message, out IkeHeader header));
        Assert.Equal((1ul, true, false, PayloadType.Nonce), (header.InitiatorSpi, header.FromInitiator, header.IsResponse, header.NextPayload));
        Assert.False(IkeHeader.TryParse([.. message, 0], out _));
        Assert.False(IkeHeader.TryParse(message.AsSpan(0, 27), out _));
        message.AsSpan(0, 8).Clear();
        Assert.False(IkeHeader.TryParse(message, out _));
    }

    [Fact]
    public void Peers_identities_cannot_smuggle_control_characters_into_a_log() =>
        Assert.Equal("fqdn:#611b5b33316d62", new Identity(IdentityType.Fqdn, "a\u001b[31mb"u8).ToString());

    private static byte[] Chain(Payload[] payloads) => MessageWriter.WriteClear(default, payloads)[IkeHeader.Size..];

    private static PayloadSet? Reread(Payload[] payloads) => PayloadSet.Parse(payloads[0].Type, Chain(payloads));
}
