using System.Buffers.Binary;
using Culvert.Crypto;
using Culvert.Ike.Wire;

namespace Culvert.Ike.Negotiation;

/// <summary>Agreeing on the suite of an IKE SA. The SPI is 0 in IKE_SA_INIT, where it does not go on the wire.</summary>
internal static class IkeNegotiation
{
    /// <summary>One proposal per suite, in our order.</summary>
    public static SecurityAssociationPayload Offer(IReadOnlyList<IkeProposal> suites, ulong spi) =>
        new([.. suites.Select((suite, i) => new Proposal((byte)(i + 1), ProtocolId.IKE, ToBytes(spi), Transforms(suite)))]);

    /// <summary>Responder: the first suite in our order that the offer contains, and the answer that says so.</summary>
    public static Choice? Choose(SecurityAssociationPayload offer, IReadOnlyList<IkeProposal> suites, int spiLength)
    {
        foreach (IkeProposal suite in suites)
        {
            foreach (Proposal proposal in offer.Proposals.Where(p => p.Protocol == ProtocolId.IKE && p.Spi.Length == spiLength))
            {
                if (TransformMatch.Choose(proposal.Transforms, Transforms(suite)) is { } transforms)
                    return new Choice(suite, proposal, transforms);
            }
        }

        return null;
    }

    /// <summary>Initiator: which of the offered suites the answer is, or null when it is none of them.</summary>
    public static Choice? Accept(SecurityAssociationPayload answer, IReadOnlyList<IkeProposal> offered, int spiLength)
    {
        if (answer.Proposals is not [{ Protocol: ProtocolId.IKE } proposal] || proposal.Spi.Length != spiLength) return null;
        int index = proposal.Number - 1;
        if (index < 0 || index >= offered.Count || !TransformMatch.IsAnswer(proposal.Transforms, Transforms(offered[index]))) return null;
        return new Choice(offered[index], proposal, proposal.Transforms);
    }

    private static List<Transform> Transforms(IkeProposal suite)
    {
        var transforms = new List<Transform>
        {
            Transform.Encryption(suite.Encryption, suite.KeyBits),
            new(TransformType.PRF, (ushort)suite.Prf),
        };
        if (!suite.Encryption.IsAead()) transforms.Add(new Transform(TransformType.INTEG, (ushort)suite.Integrity));
        transforms.Add(new Transform(TransformType.DH, (ushort)suite.Group));
        return transforms;
    }

    private static byte[] ToBytes(ulong spi)
    {
        if (spi == 0) return [];
        byte[] bytes = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, spi);
        return bytes;
    }

    /// <param name="Proposal">The peer's proposal, with its number and its SPI.</param>
    /// <param name="Transforms">What an answer to it lists.</param>
    public sealed record Choice(IkeProposal Suite, Proposal Proposal, IReadOnlyList<Transform> Transforms)
    {
        /// <summary>The peer's SPI for the new IKE SA of a rekey; 0 in IKE_SA_INIT.</summary>
        public ulong PeerSpi => Proposal.Spi.Length == 8 ? BinaryPrimitives.ReadUInt64BigEndian(Proposal.Spi) : 0;

        public SecurityAssociationPayload Answer(ulong ownSpi) =>
            new([new Proposal(Proposal.Number, ProtocolId.IKE, ToBytes(ownSpi), Transforms)]);
    }
}
