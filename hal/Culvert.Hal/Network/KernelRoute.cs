using System.Net;
using Culvert.Core;

namespace Culvert.Hal;

/// <summary>One route of a kernel table.</summary>
public sealed record KernelRoute
{
    public const uint MainTable = 254;

    public required IpPrefix Destination { get; init; }

    public uint Table { get; init; } = MainTable;

    /// <summary>Who made it (rtm_protocol).</summary>
    public required byte Protocol { get; init; }

    public RouteType Type { get; init; } = RouteType.Unicast;

    /// <summary>Lower wins. IPv6 makes 1024 of 0.</summary>
    public uint Metric { get; init; }

    public IPAddress? PreferredSource { get; init; }

    /// <summary>Path MTU in octets locked or set on the route; 0: the device's.</summary>
    public int Mtu { get; init; }

    /// <summary>Several make a multipath route; none for unreachable and its like.</summary>
    public IReadOnlyList<NextHop> NextHops { get; init; } = [];

    /// <summary>Whether the kernel would let only one of the two be there.</summary>
    public bool HasPlaceOf(KernelRoute other) =>
        Destination == other.Destination && Table == other.Table && Metric == other.Metric;

    public bool Uses(int linkIndex) => NextHops.Any(hop => hop.LinkIndex == linkIndex);

    public bool Equals(KernelRoute? other) =>
        other is not null && Destination == other.Destination && Table == other.Table && Protocol == other.Protocol && Type == other.Type
        && Metric == other.Metric && Equals(PreferredSource, other.PreferredSource) && Mtu == other.Mtu && NextHops.SequenceEqual(other.NextHops);

    public override int GetHashCode() => HashCode.Combine(Destination, Table, Protocol, Type, Metric, PreferredSource, NextHops.Count);

    public override string ToString() =>
        $"{(Type == RouteType.Unicast ? "" : Type.ToString().ToLowerInvariant() + " ")}{Destination} table {Table} metric {Metric}";
}
