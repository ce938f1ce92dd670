using Culvert.Core;
using Culvert.Crypto;

namespace Culvert.Ike.Wire;

/// <summary>Key Exchange (RFC 7296 section 3.4). The group may be one we do not know.</summary>
internal sealed record KeyExchangePayload(DhGroup Group, byte[] Value) : Payload(PayloadType.KE)
{
    public static KeyExchangePayload? Parse(ReadOnlySpan<byte> body)
    {
        var reader = new SpanReader(body);
        var group = (DhGroup)reader.ReadUInt16();
        reader.Skip(2);
        byte[] value = reader.ReadRest().ToArray();
        return reader.Failed ? null : new KeyExchangePayload(group, value);
    }

    public override void WriteBody(ref SpanWriter writer)
    {
        writer.WriteUInt16((ushort)Group);
        writer.WriteUInt16(0);
        writer.WriteBytes(Value);
    }
}
