using System.Net;
using Culvert.Core;

namespace Culvert.Ike.Wire;

/// <summary>Traffic selectors of one side (RFC 7296 section 3.13). Types that we do not know are left out.</summary>
internal sealed record TrafficSelectorPayload(PayloadType Type, IReadOnlyList<TrafficSelector> Selectors) : Payload(Type)
{
    private const byte IPv4Range = 7;
    private const byte IPv6Range = 8;
    private const int HeaderLength = 8;

    public static TrafficSelectorPayload? Parse(PayloadType type, ReadOnlySpan<byte> body)
    {
        var reader = new SpanReader(body);
        int count = reader.ReadByte();
        reader.Skip(3);
        var selectors = new List<TrafficSelector>();
        for (int i = 0; i < count && !reader.Failed; i++)
        {
            if (ParseOne(ref reader) is { } selector) selectors.Add(selector);
        }

        return reader.Failed || !reader.AtEnd || count == 0 ? null : new TrafficSelectorPayload(type, selectors);
    }

    public override void WriteBody(ref SpanWriter writer)
    {
        writer.WriteByte((byte)Selectors.Count);
        writer.WriteBytes([0, 0, 0]);
        foreach (TrafficSelector selector in Selectors) WriteOne(ref writer, selector);
    }

    private static TrafficSelector? ParseOne(ref SpanReader reader)
    {
        byte type = reader.ReadByte();
        byte protocol = reader.ReadByte();
        int length = reader.ReadUInt16();
        ReadOnlySpan<byte> rest = reader.ReadBytes(length - 4);
        int addressLength = type == IPv4Range ? 4 : 16;
        bool known = type is IPv4Range or IPv6Range;
        if (reader.Failed || !known || length != HeaderLength + (2 * addressLength)) return null;
        var inner = new SpanReader(rest);
        ushort startPort = inner.ReadUInt16(), endPort = inner.ReadUInt16();
        var start = new IPAddress(inner.ReadBytes(addressLength));
        var end = new IPAddress(inner.ReadBytes(addressLength));
        var selector = new TrafficSelector(start, end, protocol, startPort, endPort);
        // It selects nothing that we could carry.
        return selector.IsEmpty ? null : selector;
    }

    private static void WriteOne(ref SpanWriter writer, TrafficSelector selector)
    {
        writer.WriteByte(selector.IsIPv4 ? IPv4Range : IPv6Range);
        writer.WriteByte(selector.Protocol);
        writer.WriteUInt16((ushort)(HeaderLength + (selector.IsIPv4 ? 8 : 32)));
        writer.WriteUInt16(selector.StartPort);
        writer.WriteUInt16(selector.EndPort);
        writer.WriteBytes(selector.StartAddress.GetAddressBytes());
        writer.WriteBytes(selector.EndAddress.GetAddressBytes());
    }
}
