using System.Net;
using Culvert.Core;

namespace Culvert.Control;

/// <summary>One outer end of a tunnel. Our address is null until there is a route to the peer.</summary>
public sealed record TunnelEnd(IPAddress? Address, int Port, Identity? Id);
