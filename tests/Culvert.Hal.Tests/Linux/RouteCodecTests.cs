using System.Net;
using System.Runtime.CompilerServices;
using Culvert.Core;
using Culvert.Hal.Linux.Netlink;

namespace Culvert.Hal.Tests.Linux;

public sealed class RouteCodecTests
{
    public static TheoryData<KernelRoute> Routes { get; } =
    [
        Route("0.0.0.0/0") with { NextHops = [new NextHop(3, IPAddress.Parse("192.0.2.254"))] },
        Route("10.50.0.0/16") with { Metric = 100, NextHops = [new NextHop(7)], PreferredSource = IPAddress.Parse("10.60.1.1") },
        Route("10.50.0.0/16") with { Type = RouteType.Unreachable, Metric = RoutingMarks.GuardMetric, Table = RoutingMarks.WanTable },
        Route("0.0.0.0/0") with { NextHops = [new NextHop(3, IPAddress.Parse("100.64.0.1"), OnLink: true)], Mtu = 1492 },
        Route("9.9.9.0/24") with { NextHops = [new NextHop(3, IPAddress.Parse("192.0.2.7"), Weight: 1), new NextHop(4, IPAddress.Parse("192.0.2.8"), OnLink: true)] },
        Route("7.7.7.0/24") with { NextHops = [new NextHop(3, IPAddress.Parse("fe80::1"))] },
        Route("2001:db8::/32") with { Metric = 1024, NextHops = [new NextHop(3, IPAddress.Parse("fe80::1"))] },
        Route("::/0") with { Metric = 20, Type = RouteType.Unreachable },
    ];

    [Theory]
    [MemberData(nameof(Routes))]
    public void A_route_survives_the_way_to_the_kernel_and_back(KernelRoute route)
    {
        var writer = new NetlinkWriter(stackalloc byte[1024], Rtm.NewRoute, Nl.Acknowledge);
        RouteCodec.Write(ref writer, route);
        Assert.Equal(route, RouteCodec.Read(writer.Finish(1)[Unsafe.SizeOf<MessageHeader>()..]));
    }

    [Fact]
    public void A_route_of_another_family_is_none_of_ours()
    {
        byte[] body = new byte[Unsafe.SizeOf<RouteMessage>()];
        body[0] = 128; // RTNL_FAMILY_IPMR
        Assert.Null(RouteCodec.Read(body));
    }

    [Fact]
    public void An_attribute_that_claims_more_than_there_is_ends_the_walk()
    {
        var attributes = new AttributeReader([8, 0, 1, 0, 10, 0, 0, 0, 200, 0, 4, 0, 1]);
        Assert.True(attributes.MoveNext());
        Assert.Equal(1, attributes.Type);
        Assert.False(attributes.MoveNext());
    }

    private static KernelRoute Route(string destination) => new() { Destination = IpPrefix.Parse(destination), Protocol = RoutingMarks.Protocol };
}
