using System.Net;

namespace Culvert.Hal;

/// <summary>
/// The numbers by which the kernel's routing tells our things from everybody else's. They are fixed, so that what a
/// crashed process left behind is recognised by the next one.
/// </summary>
public static class RoutingMarks
{
    /// <summary>SO_MARK of every IKE and ESP socket ("CV" in ASCII, then 1): a policy rule keeps these packets out of the tunnels.</summary>
    public const uint SocketMark = 0x4356_0001;

    /// <summary>The routing table that the mark selects: the main table without our routes.</summary>
    public const uint WanTable = 0x4356;

    /// <summary>Place of our rules: after the local table (0), before everything a distribution or a person adds.</summary>
    public const uint RulePriority = 4356;

    /// <summary>rtm_protocol of every route and rule of ours ('C'; unassigned in iproute2's rt_protos).</summary>
    public const byte Protocol = 67;

    /// <summary>rtm_protocol of the routes that belong to addresses of ours: no tunnel's, so the WAN-only table has them too.</summary>
    public const byte InterfaceProtocol = 68;

    /// <summary>Metric of those: a route that somebody else made comes first.</summary>
    public const uint InterfaceMetric = 200;

    /// <summary>Metric of the unreachable guards: worse than any tunnel's route.</summary>
    public const uint GuardMetric = 2_000_000_000;

    /// <summary>
    /// The dummy address of RFC 7600, for TUN devices. Linux never lets a packet pass loose reverse path filtering on a
    /// device without any address unless its way back is that very device; but a peer may return by either tunnel.
    /// </summary>
    public static IPAddress TunnelAddress { get; } = new([192, 0, 0, 8]);
}
