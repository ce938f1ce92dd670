namespace Culvert.Hal.Linux.Netlink;

/// <summary>nlmsg_type and nlmsg_flags.</summary>
internal static class Nl
{
    public const ushort Error = 2;
    public const ushort Done = 3;

    public const ushort Request = 0x1;
    public const ushort Acknowledge = 0x4;
    public const ushort DumpInterrupted = 0x10;
    public const ushort Replace = 0x100;
    public const ushort Exclusive = 0x200;
    public const ushort Dump = 0x300;
    public const ushort Create = 0x400;
}

/// <summary>Message types of rtnetlink.</summary>
internal static class Rtm
{
    public const ushort NewLink = 16;
    public const ushort DeleteLink = 17;
    public const ushort GetLink = 18;
    public const ushort NewAddress = 20;
    public const ushort DeleteAddress = 21;
    public const ushort GetAddress = 22;
    public const ushort NewRoute = 24;
    public const ushort DeleteRoute = 25;
    public const ushort GetRoute = 26;
    public const ushort NewRule = 32;
    public const ushort DeleteRule = 33;
    public const ushort GetRule = 34;
}

/// <summary>Route attributes (RTA_*), next hop flags and metrics.</summary>
internal static class Rta
{
    public const ushort Destination = 1;
    public const ushort OutputLink = 4;
    public const ushort Gateway = 5;
    public const ushort Priority = 6;
    public const ushort PreferredSource = 7;
    public const ushort Metrics = 8;
    public const ushort Multipath = 9;
    public const ushort Table = 15;
    public const ushort Mark = 16;
    public const ushort Via = 18;

    public const ushort MetricMtu = 2;

    public const uint FlagOnLink = 4;

    public const byte ScopeUniverse = 0;
    public const byte ScopeLink = 253;
}

/// <summary>Link attributes (IFLA_*) and flags (IFF_*).</summary>
internal static class Ifla
{
    public const ushort Name = 3;
    public const int NameSize = 16;
    public const ushort Mtu = 4;
    public const ushort TransmitQueueLength = 13;
    public const ushort Group = 27;

    public const uint FlagUp = 0x1;
    public const uint FlagLoopback = 0x8;
    public const uint FlagLowerUp = 0x1_0000;
}

/// <summary>Address attributes (IFA_*).</summary>
internal static class Ifa
{
    public const ushort Address = 1;
    public const ushort Local = 2;
    public const ushort Broadcast = 4;
    public const ushort Flags = 8;

    public const uint FlagNoDad = 0x02;
    public const uint FlagNoPrefixRoute = 0x200;
}

/// <summary>Rule attributes (FRA_*).</summary>
internal static class Fra
{
    public const ushort Destination = 1;
    public const ushort InputLinkName = 3;
    public const ushort Priority = 6;
    public const ushort Mark = 10;
    public const ushort Table = 15;
    public const ushort MarkMask = 16;
    public const ushort Protocol = 21;

    public const byte ActionToTable = 1;
}

/// <summary>Multicast groups to hear of changes (RTMGRP_*).</summary>
internal static class Groups
{
    public const uint All = Link | Ipv4Address | Ipv4Route | Ipv4Rule | Ipv6Address | Ipv6Route | Ipv6Rule;

    private const uint Link = 0x1;
    private const uint Ipv4Address = 0x10;
    private const uint Ipv4Route = 0x40;
    private const uint Ipv4Rule = 0x80;
    private const uint Ipv6Address = 0x100;
    private const uint Ipv6Route = 0x400;

    // RTNLGRP_IPV6_RULE (19), which has no RTMGRP_ name: group n is bit n - 1.
    private const uint Ipv6Rule = 1 << 18;
}
