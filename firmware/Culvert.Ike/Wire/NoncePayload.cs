using Culvert.Core;

namespace Culvert.Ike.Wire;

/// <summary>Nonce (RFC 7296 section 3.9): 16 to 256 octets.</summary>
internal sealed record NoncePayload(byte[] Nonce) : Payload(PayloadType.Nonce)
{
    public static NoncePayload? Parse(ReadOnlySpan<byte> body) => body.Length is >= 16 and <= 256 ? new NoncePayload(body.ToArray()) : null;

    public override void WriteBody(ref SpanWriter writer) => writer.WriteBytes(Nonce);
}
