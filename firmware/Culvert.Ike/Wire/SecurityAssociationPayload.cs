using Culvert.Core;

namespace Culvert.Ike.Wire;

/// <summary>Security Association (RFC 7296 section 3.3): an offer of proposals, or the one that was chosen.</summary>
internal sealed record SecurityAssociationPayload(IReadOnlyList<Proposal> Proposals) : Payload(PayloadType.SA)
{
    /// <summary>
    /// Their numbers begin at 1 and have one octet (RFC 7296 section 3.3.1). A peer that writes every combination of what it
    /// has as a proposal of its own sends a hundred.
    /// </summary>
    public const int MaxProposals = byte.MaxValue;

    public static SecurityAssociationPayload? Parse(ReadOnlySpan<byte> body)
    {
        var reader = new SpanReader(body);
        var proposals = new List<Proposal>();
        while (!reader.AtEnd)
        {
            reader.Skip(2);
            int length = reader.ReadUInt16();
            if (proposals.Count == MaxProposals || Proposal.Parse(reader.ReadBytes(length - 4)) is not { } proposal) return null;
            proposals.Add(proposal);
        }

        return reader.Failed || proposals.Count == 0 ? null : new SecurityAssociationPayload(proposals);
    }

    public override void WriteBody(ref SpanWriter writer)
    {
        for (int i = 0; i < Proposals.Count; i++) Proposals[i].Write(ref writer, i == Proposals.Count - 1);
    }
}
