namespace Culvert.Core;

/// <summary>
/// How much an SA may protect, in each of its directions, before it ends (RFC 4301 section 4.4.2.1). Zero, as by
/// default, is no limit.
/// </summary>
/// <param name="Packets">ESP packets.</param>
/// <param name="Bytes">Octets of inner packets.</param>
public readonly record struct TrafficLimit(long Packets, long Bytes)
{
    public static TrafficLimit None => default;

    /// <param name="share">0 to 1.</param>
    public TrafficLimit Times(double share) => new((long)(Packets * share), (long)(Bytes * share));
}
