using Culvert.Ike.Wire;

namespace Culvert.Ike.V2;

/// <summary>A message that passed parsing and, outside IKE_SA_INIT, the integrity check.</summary>
internal sealed record IncomingMessage(IkeHeader Header, Datagram Datagram, PayloadSet Payloads);
