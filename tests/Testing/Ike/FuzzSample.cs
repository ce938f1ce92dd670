using Culvert.Ike;
using Culvert.Ike.Wire;

namespace Culvert.Testing;

/// <summary>A genuine message, with its payloads in clear: what damage starts from.</summary>
/// <param name="Datagram">As its receiver gets it: Local is the receiver's.</param>
/// <param name="First">The type of the chain's first payload.</param>
/// <param name="Chain">All payloads; those of an SK payload, opened.</param>
internal sealed record FuzzSample(Datagram Datagram, IkeHeader Header, PayloadType First, byte[] Chain);
