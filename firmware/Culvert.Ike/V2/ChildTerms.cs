using Culvert.Crypto;
using Culvert.Ike.Negotiation;

namespace Culvert.Ike.V2;

/// <summary>What both ends agreed on for a CHILD SA.</summary>
internal sealed record ChildTerms(uint InboundSpi, uint OutboundSpi, EspProposal Suite, SelectorPair Selectors);
