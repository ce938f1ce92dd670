using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Culvert.Core;

namespace Culvert.Hal.Linux.Netlink;

/// <summary>Policy rules to and from RTM_NEWRULE.</summary>
internal static class RuleCodec
{
    public static void Write(ref NetlinkWriter writer, PolicyRule rule)
    {
        writer.Append(new RuleMessage
        {
            Family = Families.ToKernel(rule.Family),
            DestinationLength = (byte)(rule.LocalTo?.Length ?? 0),
            Action = Fra.ActionToTable,
        });
        writer.Attribute(Fra.Priority, rule.Priority);
        writer.Attribute(Fra.Table, rule.Table);
        writer.Attribute(Fra.Protocol, [rule.Protocol]);
        if (rule.Mark is { } mark)
        {
            writer.Attribute(Fra.Mark, mark);
            writer.Attribute(Fra.MarkMask, uint.MaxValue);
        }

        if (rule.LocalTo is not { } network) return;
        writer.Attribute(Fra.Destination, network.Address.GetAddressBytes());
        writer.Attribute(Fra.InputLinkName, "lo\0"u8);
    }

    public static PolicyRule? Read(ReadOnlySpan<byte> body)
    {
        RuleMessage head = MemoryMarshal.Read<RuleMessage>(body);
        if (Families.FromKernel(head.Family) is not { } family) return null;
        uint priority = 0, table = head.Table;
        byte protocol = 0;
        uint? mark = null;
        IPAddress? destination = null;
        var attributes = new AttributeReader(body[Unsafe.SizeOf<RuleMessage>()..]);
        while (attributes.MoveNext())
        {
            switch (attributes.Type)
            {
                case Fra.Priority: priority = attributes.UInt32; break;
                case Fra.Table: table = attributes.UInt32; break;
                case Fra.Protocol: protocol = attributes.Value[0]; break;
                case Fra.Mark: mark = attributes.UInt32; break;
                case Fra.Destination: destination = new IPAddress(attributes.Value); break;
            }
        }

        IpPrefix? localTo = destination is null ? null : IpPrefix.Containing(destination, head.DestinationLength);
        return new PolicyRule(family, priority, table, protocol, mark, localTo);
    }
}
