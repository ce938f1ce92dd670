using System.Buffers.Binary;
using Culvert.Crypto;
using Culvert.Ike.Wire;

namespace Culvert.Ike.Negotiation;

/// <summary>Agreeing on the suite of a CHILD SA. In IKE_AUTH there is no key exchange: groups are left out on both sides.</summary>
internal static class EspNegotiation
{
    private const ushort NoExtendedSequenceNumbers = 0;
    private const ushort ExtendedSequenceNumbers = 1;

    /// <summary>One proposal per suite, in our order.</summary>
    public static SecurityAssociationPayload Offer(IReadOnlyList<EspProposal> suites, uint spi) =>
        new([.. suites.Select((suite, i) => new Proposal((byte)(i + 1), ProtocolId.ESP, ToBytes(spi), Transforms(suite)))]);

    /// <summary>The same suites without their groups, for IKE_AUTH.</summary>
    public static IReadOnlyList<EspProposal> WithoutGroups(IReadOnlyList<EspProposal> suites) =>
        [.. suites.Select(s => s with { Group = DhGroup.None }).Distinct()];

    /// <summary>What to offer in the rekey of an SA: a peer that wanted extended sequence numbers may want them again, and nothing else.</summary>
    public static IReadOnlyList<EspProposal> ForRekey(IReadOnlyList<EspProposal> suites, EspProposal inUse) => inUse.ExtendedSequenceNumbers
        ? [.. suites.Select(s => s with { ExtendedSequenceNumbers = true }).Concat(suites).Distinct()]
        : suites;

    /// <summary>
    /// Responder: the first suite in our order that the offer contains. A proposal with extended sequence numbers gets
    /// them, also beside the plain ones: they cost neither end anything.
    /// </summary>
    public static Choice? Choose(SecurityAssociationPayload offer, IReadOnlyList<EspProposal> suites, bool ignoreGroups)
    {
        foreach (EspProposal suite in suites)
        {
            foreach (Proposal proposal in offer.Proposals.Where(p => p.Protocol == ProtocolId.ESP && HasUsableSpi(p)))
            {
                IReadOnlyList<Transform> offered = ignoreGroups ? [.. proposal.Transforms.Where(t => t.Type != TransformType.DH)] : proposal.Transforms;
                foreach (EspProposal variant in (EspProposal[])[suite with { ExtendedSequenceNumbers = true }, suite])
                {
                    if (TransformMatch.Choose(offered, Transforms(variant)) is { } transforms) return new Choice(variant, proposal, transforms);
                }
            }
        }

        return null;
    }

    /// <summary>Initiator: which of the offered suites the answer is, or null when it is none of them.</summary>
    public static Choice? Accept(SecurityAssociationPayload answer, IReadOnlyList<EspProposal> offered)
    {
        if (answer.Proposals is not [{ Protocol: ProtocolId.ESP } proposal] || !HasUsableSpi(proposal)) return null;
        int index = proposal.Number - 1;
        if (index < 0 || index >= offered.Count || !TransformMatch.IsAnswer(proposal.Transforms, Transforms(offered[index]))) return null;
        return new Choice(offered[index], proposal, proposal.Transforms);
    }

    // SPIs 1 to 255 are reserved and 0 never goes on the wire (RFC 4303 section 2.1).
    private static bool HasUsableSpi(Proposal proposal) =>
        proposal.Spi.Length == 4 && BinaryPrimitives.ReadUInt32BigEndian(proposal.Spi) > byte.MaxValue;

    private static List<Transform> Transforms(EspProposal suite)
    {
        var transforms = new List<Transform> { Transform.Encryption(suite.Encryption, suite.KeyBits) };
        if (!suite.Encryption.IsAead()) transforms.Add(new Transform(TransformType.INTEG, (ushort)suite.Integrity));
        if (suite.Group != DhGroup.None) transforms.Add(new Transform(TransformType.DH, (ushort)suite.Group));
        transforms.Add(new Transform(TransformType.ESN, suite.ExtendedSequenceNumbers ? ExtendedSequenceNumbers : NoExtendedSequenceNumbers));
        return transforms;
    }

    private static byte[] ToBytes(uint spi)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, spi);
        return bytes;
    }

    /// <param name="Proposal">The peer's proposal, with its number and its SPI.</param>
    /// <param name="Transforms">What an answer to it lists.</param>
    public sealed record Choice(EspProposal Suite, Proposal Proposal, IReadOnlyList<Transform> Transforms)
    {
        public uint PeerSpi => BinaryPrimitives.ReadUInt32BigEndian(Proposal.Spi);

        public SecurityAssociationPayload Answer(uint ownSpi) =>
            new([new Proposal(Proposal.Number, ProtocolId.ESP, ToBytes(ownSpi), Transforms)]);
    }
}
