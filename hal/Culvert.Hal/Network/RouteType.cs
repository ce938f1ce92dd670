namespace Culvert.Hal;

/// <summary>What happens to a packet that takes the route; values of rtm_type (RTN_*).</summary>
public enum RouteType : byte
{
    Unicast = 1,
    Local = 2,
    Broadcast = 3,
    Multicast = 5,
    Blackhole = 6,
    Unreachable = 7,
    Prohibit = 8,
}
