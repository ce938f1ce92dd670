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
        IPAddress destination = family == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any;
        IPAddress? gateway = null, source = null;
        uint table = head.Table, metric = 0;
        int link = 0, mtu = 0;
        List<NextHop> hops = [];
        var attributes = new AttributeReader(body[Unsafe.SizeOf<RouteMessage>()..]);
        while (attributes.MoveNext())
        {
            switch (attributes.Type)
            {
                case Rta.Destination: destination = new IPAddress(attributes.Value); break;
                case Rta.Table: table = attributes.UInt32; break;
                case Rta.Priority: metric = attributes.UInt32; break;
                case Rta.PreferredSource: source = new IPAddress(attributes.Value); break;
                case Rta.OutputLink: link = (int)attributes.UInt32; break;
                case Rta.Gateway: gateway = new IPAddress(attributes.Value); break;
                case Rta.Via: gateway = new IPAddress(attributes.Value[2..]); break;
                case Rta.Metrics: mtu = ReadMtu(attributes.Value); break;
                case Rta.Multipath: ReadMultipath(attributes.Value, hops); break;
            }
        }

        // IPv6 names the loopback device in an unreachable route; the route has no next hop all the same.
        if (link != 0 && head.Type == (byte)RouteType.Unicast) hops.Add(new NextHop(link, gateway, (head.Flags & Rta.FlagOnLink) != 0));
        return new KernelRoute
        {
            Destination = IpPrefix.Containing(destination, head.DestinationLength),
            Table = table,
            Protocol = head.Protocol,
            Type = (RouteType)head.Type,
            Metric = metric,
            PreferredSource = source,
            Mtu = mtu,
            NextHops = hops,
        };
    }

    public static int ReadMtu(ReadOnlySpan<byte> metrics)
    {
        var attributes = new AttributeReader(metrics);
        while (attributes.MoveNext())
        {
            if (attributes.Type == Rta.MetricMtu) return (int)attributes.UInt32;
        }

        return 0;
    }

    private static void ReadMultipath(ReadOnlySpan<byte> rest, List<NextHop> hops)
    {
        int headLength = Unsafe.SizeOf<MultipathHop>();
        while (rest.Length >= headLength)
        {
            MultipathHop hop = MemoryMarshal.Read<MultipathHop>(rest);
            if (hop.Length < headLength || hop.Length > rest.Length) return;
            hops.Add(new NextHop(hop.LinkIndex, ReadGateway(rest[headLength..hop.Length]), (hop.Flags & Rta.FlagOnLink) != 0, hop.Hops));
            rest = rest[Math.Min((hop.Length + 3) & ~3, rest.Length)..];
        }
    }

    private static IPAddress? ReadGateway(ReadOnlySpan<byte> bytes)
    {
        var attributes = new AttributeReader(bytes);
        while (attributes.MoveNext())
        {
            if (attributes.Type == Rta.Gateway) return new IPAddress(attributes.Value);
            if (attributes.Type == Rta.Via) return new IPAddress(attributes.Value[2..]);
        }

        return null;
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
