using Culvert.Crypto;
using Culvert.Ike.Negotiation;
using Culvert.Ike.Wire;
using Culvert.Testing;

namespace Culvert.Ike.Tests.Negotiation;

public class ProposalTests
{
    [Fact]
    public void The_responder_takes_the_first_of_its_own_suites_that_the_offer_contains()
    {
        SecurityAssociationPayload offer = IkeNegotiation.Offer(Ike("aes128-sha1-modp1024,aes256-sha256-modp2048"), 0);
        IkeNegotiation.Choice choice = IkeNegotiation.Choose(offer, Ike("aes256-sha256-modp2048,aes128-sha1-modp1024"), 0)!;
        Assert.Equal(("aes256-sha256-modp2048", (byte)2), (choice.Suite.ToString(), choice.Proposal.Number));
    }

    [Theory]
    [InlineData("aes128-sha1-modp1024", "aes256-sha1-modp1024")]
    [InlineData("aes128-sha1-modp1024", "aes128-sha256-modp1024")]
    [InlineData("aes128-sha1-modp1024", "aes128-sha1-modp2048")]
    [InlineData("aes128-sha1-modp1024", "aes128-sha1-prfsha256-modp1024")]
    [InlineData("aes128-sha256-ecp256", "aes128gcm16-prfsha256-ecp256")]
    public void A_suite_that_differs_anywhere_is_not_chosen(string offered, string ours) =>
        Assert.Null(IkeNegotiation.Choose(IkeNegotiation.Offer(Ike(offered), 0), Ike(ours), 0));

    [Fact]
    public void Transforms_may_be_mixed_freely_in_one_proposal()
    {
        var offer = Offer(
            new Transform(TransformType.ENCR, 3), Aes(256), Aes(128),
            new Transform(TransformType.INTEG, 1), new Transform(TransformType.INTEG, 2), new Transform(TransformType.INTEG, 12),
            new Transform(TransformType.PRF, 5), new Transform(TransformType.PRF, 2), new Transform(TransformType.DH, 31), new Transform(TransformType.DH, 2));
        Assert.NotNull(IkeNegotiation.Choose(offer, Ike("aes128-sha1-modp1024"), 0));
    }

    [Fact]
    public void A_proposal_with_a_type_of_transform_that_we_do_not_know_is_passed_over()
    {
        Transform[] good = [Aes(128), new(TransformType.INTEG, 2), new(TransformType.PRF, 2), new(TransformType.DH, 2)];
        var withUnknown = new Proposal(1, ProtocolId.IKE, [], [.. good, new Transform((TransformType)6, 35)]);
        var without = new Proposal(2, ProtocolId.IKE, [], good);
        Assert.Equal(2, IkeNegotiation.Choose(new([withUnknown, without]), Ike("aes128-sha1-modp1024"), 0)!.Proposal.Number);
        Assert.Null(IkeNegotiation.Choose(new([withUnknown]), Ike("aes128-sha1-modp1024"), 0));
    }

    [Fact]
    public void A_transform_with_an_attribute_that_we_do_not_know_is_not_chosen()
    {
        var offer = Offer(Aes(128) with { HasUnknownAttribute = true }, new Transform(TransformType.INTEG, 2), new Transform(TransformType.PRF, 2), new Transform(TransformType.DH, 2));
        Assert.Null(IkeNegotiation.Choose(offer, Ike("aes128-sha1-modp1024"), 0));
    }

    [Fact]
    public void An_AEAD_suite_goes_with_no_integrity_or_with_NONE_and_never_with_more()
    {
        Transform[] aead = [new(TransformType.ENCR, 20, 128), new(TransformType.PRF, 5), new(TransformType.DH, 19)];
        IReadOnlyList<IkeProposal> ours = Ike("aes128gcm16-prfsha256-ecp256");
        Assert.Equal(3, IkeNegotiation.Choose(Offer(aead), ours, 0)!.Transforms.Count);
        Assert.Contains(IkeNegotiation.Choose(Offer([.. aead, new(TransformType.INTEG, 0)]), ours, 0)!.Transforms, t => t == new Transform(TransformType.INTEG, 0));
        Assert.Null(IkeNegotiation.Choose(Offer([.. aead, new(TransformType.INTEG, 12)]), ours, 0));
    }

    [Fact]
    public void The_initiator_accepts_only_exactly_what_it_offered()
    {
        IReadOnlyList<IkeProposal> offered = Ike("aes128-sha1-modp1024,aes256-sha256-modp2048");
        Proposal good = IkeNegotiation.Choose(IkeNegotiation.Offer(offered, 0), [offered[1]], 0)!.Answer(0).Proposals[0];
        Assert.Equal(offered[1], Accept(good)!.Suite);
        Assert.Null(Accept(good with { Number = 1 }));
        Assert.Null(Accept(good with { Number = 0 }));
        Assert.Null(Accept(good with { Number = 3 }));
        Assert.Null(Accept(good with { Protocol = ProtocolId.ESP }));
        Assert.Null(Accept(good with { Transforms = [.. good.Transforms, Aes(128)] }));
        Assert.Null(Accept(good with { Transforms = [.. good.Transforms.Skip(1)] }));
        Assert.Null(Accept(good with { Transforms = [.. good.Transforms, good.Transforms[0]] }));
        Assert.Null(IkeNegotiation.Accept(new([good, good]), offered, 0));

        IkeNegotiation.Choice? Accept(Proposal proposal) => IkeNegotiation.Accept(new([proposal]), offered, 0);
    }

    [Fact]
    public void In_IKE_AUTH_groups_play_no_part()
    {
        IReadOnlyList<EspProposal> suites = IkePair.EspSuites("aes128-sha1-modp1024");
        SecurityAssociationPayload withGroup = EspNegotiation.Offer(suites, 0x1234);
        Assert.DoesNotContain(EspNegotiation.Offer(EspNegotiation.WithoutGroups(suites), 0x1234).Proposals[0].Transforms, t => t.Type == TransformType.DH);
        EspNegotiation.Choice choice = EspNegotiation.Choose(withGroup, EspNegotiation.WithoutGroups(suites), ignoreGroups: true)!;
        Assert.DoesNotContain(choice.Transforms, t => t.Type == TransformType.DH);
    }

    [Fact]
    public void Extended_sequence_numbers_are_agreed_on_where_the_peer_offers_them()
    {
        Transform esn = new(TransformType.ESN, 1), plain = new(TransformType.ESN, 0);
        Transform[] rest = [Aes(128), new(TransformType.INTEG, 2)];
        foreach (Transform[] offer in (Transform[][])[[.. rest, esn], [.. rest, esn, plain], [.. rest, plain, esn]])
        {
            EspNegotiation.Choice choice = Choose("aes128-sha1", offer)!;
            Assert.Equal([.. rest, esn], choice.Transforms);
            Assert.Equal("aes128-sha1-esn", choice.Suite.ToString());
        }

        Assert.Equal([.. rest, plain], Choose("aes128-sha1", [.. rest, plain])!.Transforms);
        Assert.Equal([.. rest, esn], Choose("aes128-sha1-esn", [.. rest, plain, esn])!.Transforms);
        Assert.Null(Choose("aes128-sha1-esn", [.. rest, plain]));
        Assert.Equal([.. rest, plain], Choose("aes128-sha1-esn-noesn", [.. rest, plain])!.Transforms);

        static EspNegotiation.Choice? Choose(string ours, Transform[] transforms) =>
            EspNegotiation.Choose(new([new Proposal(1, ProtocolId.ESP, [1, 2, 3, 4], transforms)]), IkePair.EspSuites(ours), false);
    }

    [Fact]
    public void Extended_sequence_numbers_are_offered_only_when_they_are_configured_and_accepted_only_when_offered()
    {
        IReadOnlyList<EspProposal> plain = IkePair.EspSuites("aes128-sha1"), extended = IkePair.EspSuites("aes128-sha1-esn");
        Proposal plainOffer = EspNegotiation.Offer(plain, 0x1234).Proposals[0], extendedOffer = EspNegotiation.Offer(extended, 0x1234).Proposals[0];
        Assert.Contains(new Transform(TransformType.ESN, 0), plainOffer.Transforms);
        Assert.Contains(new Transform(TransformType.ESN, 1), extendedOffer.Transforms);
        Assert.Null(EspNegotiation.Accept(new([extendedOffer]), plain));
        Assert.Null(EspNegotiation.Accept(new([plainOffer]), extended));
        Assert.True(EspNegotiation.Accept(new([extendedOffer]), extended)!.Suite.ExtendedSequenceNumbers);
    }

    [Fact]
    public void A_rekey_asks_for_extended_sequence_numbers_first_and_takes_what_is_configured()
    {
        IReadOnlyList<EspProposal> plain = IkePair.EspSuites("aes128-sha1");
        IReadOnlyList<EspProposal> offered = EspNegotiation.ForRekey(plain, plain[0] with { ExtendedSequenceNumbers = true });
        Assert.Equal(["aes128-sha1-esn", "aes128-sha1"], offered.Select(suite => suite.ToString()));
        Assert.Equal(plain[0], EspNegotiation.Accept(new([EspNegotiation.Offer(offered, 0x1234).Proposals[1]]), offered)!.Suite);
        Assert.Equal(plain, EspNegotiation.ForRekey(plain, plain[0]));
    }

    [Fact]
    public void ChaCha20_has_no_key_length_attribute()
    {
        Transform cipher = EspNegotiation.Offer(IkePair.EspSuites("chacha20poly1305"), 0x1234).Proposals[0].Transforms[0];
        Assert.Equal(new Transform(TransformType.ENCR, 28), cipher);
        Assert.Equal(new Transform(TransformType.ENCR, 28), IkeNegotiation.Offer(Ike("chacha20poly1305-prfsha256-x25519"), 0).Proposals[0].Transforms[0]);
    }

    [Fact]
    public void Check_values_of_other_lengths_are_other_algorithms()
    {
        SecurityAssociationPayload offer = EspNegotiation.Offer(IkePair.EspSuites("aes256gcm8-aes256gcm12"), 0x1234);
        Assert.Equal([18, 19], offer.Proposals.Select(proposal => (int)proposal.Transforms[0].Id));
        Assert.Null(EspNegotiation.Choose(offer, IkePair.EspSuites("aes256gcm16"), false));
        Assert.Equal("aes256gcm12", EspNegotiation.Choose(offer, IkePair.EspSuites("aes256gcm12-aes256gcm8"), false)!.Suite.ToString());
    }

    [Theory]
    [InlineData("00000000")]
    [InlineData("000000ff")]
    [InlineData("0102")]
    public void Reserved_and_misshapen_ESP_SPIs_are_refused(string spi)
    {
        SecurityAssociationPayload offer = EspNegotiation.Offer(IkePair.EspSuites("aes128-sha1"), 0x1234);
        SecurityAssociationPayload bad = new([offer.Proposals[0] with { Spi = Convert.FromHexString(spi) }]);
        Assert.Null(EspNegotiation.Choose(bad, IkePair.EspSuites("aes128-sha1"), false));
        Assert.Null(EspNegotiation.Accept(bad, IkePair.EspSuites("aes128-sha1")));
    }

    private static Transform Aes(int bits) => new(TransformType.ENCR, 12, bits);

    private static SecurityAssociationPayload Offer(params Transform[] transforms) => new([new Proposal(1, ProtocolId.IKE, [], transforms)]);

    private static IReadOnlyList<IkeProposal> Ike(string suites) => IkePair.IkeSuites(suites);
}
