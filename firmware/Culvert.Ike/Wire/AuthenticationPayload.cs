using Culvert.Core;

namespace Culvert.Ike.Wire;

/// <summary>Authentication (RFC 7296 section 3.8).</summary>
internal sealed record AuthenticationPayload(byte Method, byte[] Data) : Payload(PayloadType.AUTH)
{
    public const byte SharedKey = 2;

    public static AuthenticationPayload? Parse(ReadOnlySpan<byte> body)
    {
        var reader = new SpanReader(body);
        byte method = reader.ReadByte();
        reader.Skip(3);
        byte[] data = reader.ReadRest().ToArray();
        return reader.Failed ? null : new AuthenticationPayload(method, data);
    }

    public override void WriteBody(ref SpanWriter writer)
    {
        writer.WriteByte(Method);
        writer.WriteBytes([0, 0, 0]);
        writer.WriteBytes(Data);
    }
}
