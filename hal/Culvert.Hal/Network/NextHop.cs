using System.Net;

namespace Culvert.Hal;

/// <param name="Gateway">Null: the destination is on the link. May be of the other address family.</param>
/// <param name="OnLink">The gateway is reachable though no prefix of the link covers it.</param>
/// <param name="Weight">Share of a multipath route; 0 is one share.</param>
public sealed record NextHop(int LinkIndex, IPAddress? Gateway = null, bool OnLink = false, byte Weight = 0);
