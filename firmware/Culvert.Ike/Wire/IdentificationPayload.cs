using Culvert.Core;

namespace Culvert.Ike.Wire;

/// <summary>Identification of the initiator or the responder (RFC 7296 section 3.5).</summary>
internal sealed record IdentificationPayload(PayloadType Type, Identity Identity) : Payload(Type)
{
    /// <summary>The body as it is authenticated: RestOfIDPayload of RFC 7296 section 2.15.</summary>
    public byte[] Body => BodyOf(Identity);

    public static IdentificationPayload? Parse(PayloadType type, ReadOnlySpan<byte> body)
    {
        var reader = new SpanReader(body);
        var idType = (IdentityType)reader.ReadByte();
        reader.Skip(3);
        ReadOnlySpan<byte> data = reader.ReadRest();
        return reader.Failed || data.IsEmpty ? null : new IdentificationPayload(type, new Identity(idType, data));
    }

    public static byte[] BodyOf(Identity identity) => [(byte)identity.Type, 0, 0, 0, .. identity.Value];

    public override void WriteBody(ref SpanWriter writer) => writer.WriteBytes(Body);
}
