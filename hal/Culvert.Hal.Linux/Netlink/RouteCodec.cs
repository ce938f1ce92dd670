using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Culvert.Core;

namespace Culvert.Hal.Linux.Netlink;

/// <summary>Routes to and from RTM_NEWROUTE.</summary>
internal static class RouteCodec
{
    public static void Write(ref NetlinkWriter writer, KernelRoute route)
    {
        writer.Append(new RouteMessage
        {
            Family = Families.ToKernel(route.Destination.Family),
            DestinationLength = (byte)route.Destination.Length,
            Table = route.Table <= byte.MaxValue ? (byte)route.Table : (byte)0,
            Protocol = route.Protocol,
            Scope = route.Type == RouteType.Unicast && route.NextHops.All(hop => hop.Gateway is null) ? Rta.ScopeLink : Rta.ScopeUniverse,
            Type = (byte)route.Type,
            Flags = route.NextHops is [{ OnLink: true }] ? Rta.FlagOnLink : 0,
        });
        writer.Attribute(Rta.Destination, route.Destination.Address.GetAddressBytes());
        writer.Attribute(Rta.Table, route.Table);
        writer.Attribute(Rta.Priority, route.Metric);
        if (route.PreferredSource is { } source) writer.Attribute(Rta.PreferredSource, source.GetAddressBytes());
        if (route.Mtu != 0) WriteMtu(ref writer, route.Mtu);
        if (route.NextHops is [var only])
        {
            WriteGateway(ref writer, route.Destination.Family, only.Gateway);
            writer.Attribute(Rta.OutputLink, (uint)only.LinkIndex);
        }
        else if (route.NextHops.Count > 1)
        {
            WriteMultipath(ref writer, route);
        }
    }

    /// <summary>Reads a route of a table, or the answer to a lookup; null for other families (multicast).</summary>
    public static KernelRoute? Read(ReadOnlySpan<byte> body)
    {
        RouteMessage head = MemoryMarshal.Read<RouteMessage>(body);
        if (Families.FromKernel(head.Family) is not { } family) return null;
        KernelRoute route = FromHead(head, family);
        var hop = new NextHop(LinkIndex: 0, OnLink: (head.Flags & Rta.FlagOnLink) != 0);
        var attributes = new AttributeReader(body[Unsafe.SizeOf<RouteMessage>()..]);
        while (attributes.MoveNext())
        {
            route = With(route, attributes);
            hop = With(hop, attributes);
        }

        // IPv6 names the loopback device in an unreachable route; the route has no next hop all the same.
        return hop.LinkIndex != 0 && route.Type == RouteType.Unicast ? route with { NextHops = [hop] } : route;
    }

    private static KernelRoute FromHead(RouteMessage head, AddressFamily family) => new()
    {
        Destination = IpPrefix.Containing(family == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any, head.DestinationLength),
        Table = head.Table,
        Protocol = head.Protocol,
        Type = (RouteType)head.Type,
    };

    private static KernelRoute With(KernelRoute route, AttributeReader attribute) => attribute.Type switch
    {
        Rta.Destination => route with { Destination = IpPrefix.Containing(new IPAddress(attribute.Value), route.Destination.Length) },
        Rta.Table => route with { Table = attribute.UInt32 },
        Rta.Priority => route with { Metric = attribute.UInt32 },
        Rta.PreferredSource => route with { PreferredSource = new IPAddress(attribute.Value) },
        Rta.Metrics => route with { Mtu = ReadMtu(attribute.Value) },
        Rta.Multipath => route with { NextHops = ReadMultipath(attribute.Value) },
        _ => route,
    };

    private static NextHop With(NextHop hop, AttributeReader attribute) => attribute.Type switch
    {
        Rta.OutputLink => hop with { LinkIndex = (int)attribute.UInt32 },
        Rta.Gateway => hop with { Gateway = new IPAddress(attribute.Value) },
        Rta.Via => hop with { Gateway = new IPAddress(attribute.Value[2..]) },
        _ => hop,
    };

    private static int ReadMtu(ReadOnlySpan<byte> metrics)
    {
        var attributes = new AttributeReader(metrics);
        while (attributes.MoveNext())
        {
            if (attributes.Type == Rta.MetricMtu) return (int)attributes.UInt32;
        }

        return 0;
    }

    private static List<NextHop> ReadMultipath(ReadOnlySpan<byte> rest)
    {
        List<NextHop> hops = [];
        int headLength = Unsafe.SizeOf<MultipathHop>();
        while (rest.Length >= headLength)
        {
            MultipathHop head = MemoryMarshal.Read<MultipathHop>(rest);
            if (head.Length < headLength || head.Length > rest.Length) break;
            var hop = new NextHop(head.LinkIndex, OnLink: (head.Flags & Rta.FlagOnLink) != 0, Weight: head.Hops);
            var attributes = new AttributeReader(rest[headLength..head.Length]);
            while (attributes.MoveNext()) hop = With(hop, attributes);
            hops.Add(hop);
            rest = rest[Math.Min((head.Length + 3) & ~3, rest.Length)..];
        }

        return hops;
    }

    private static void WriteMultipath(ref NetlinkWriter writer, KernelRoute route)
    {
        int list = writer.BeginNested(Rta.Multipath);
        foreach (NextHop hop in route.NextHops)
        {
            int start = writer.BeginHop(new MultipathHop
            {
                LinkIndex = hop.LinkIndex,
                Hops = hop.Weight,
                Flags = hop.OnLink ? (byte)Rta.FlagOnLink : (byte)0,
            });
            WriteGateway(ref writer, route.Destination.Family, hop.Gateway);
            writer.EndNested(start);
        }

        writer.EndNested(list);
    }

    private static void WriteGateway(ref NetlinkWriter writer, AddressFamily family, IPAddress? gateway)
    {
        if (gateway is null) return;
        byte[] address = gateway.GetAddressBytes();
        if (gateway.AddressFamily == family)
        {
            writer.Attribute(Rta.Gateway, address);
            return;
        }

        // struct rtvia: an IPv4 destination behind an IPv6 gateway.
        byte[] via = new byte[2 + address.Length];
        MemoryMarshal.Write(via, (ushort)Families.ToKernel(gateway.AddressFamily));
        address.CopyTo(via, 2);
        writer.Attribute(Rta.Via, via);
    }

    private static void WriteMtu(ref NetlinkWriter writer, int mtu)
    {
        int metrics = writer.BeginNested(Rta.Metrics);
        writer.Attribute(Rta.MetricMtu, (uint)mtu);
        writer.EndNested(metrics);
    }
}
