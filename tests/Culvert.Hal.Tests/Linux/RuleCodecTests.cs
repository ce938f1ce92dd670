using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Culvert.Core;
using Culvert.Hal.Linux.Netlink;

namespace Culvert.Hal.Tests.Linux;

public sealed class RuleCodecTests
{
    public static TheoryData<PolicyRule> Rules { get; } =
    [
        new PolicyRule(AddressFamily.InterNetwork, RoutingMarks.RulePriority, RoutingMarks.WanTable, RoutingMarks.Protocol, RoutingMarks.SocketMark),
        new PolicyRule(AddressFamily.InterNetworkV6, RoutingMarks.RulePriority, RoutingMarks.WanTable, RoutingMarks.Protocol, RoutingMarks.SocketMark),
        new PolicyRule(AddressFamily.InterNetwork, RoutingMarks.RulePriority, RoutingMarks.WanTable, RoutingMarks.Protocol, LocalTo: IpPrefix.Parse("3.34.222.44/32")),
    ];

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_rule_survives_the_way_to_the_kernel_and_back(PolicyRule rule)
    {
        var writer = new NetlinkWriter(stackalloc byte[1024], Rtm.NewRule, Nl.Acknowledge);
        RuleCodec.Write(ref writer, rule);
        Assert.Equal(rule, RuleCodec.Read(writer.Finish(1)[Unsafe.SizeOf<MessageHeader>()..]));
    }
}
