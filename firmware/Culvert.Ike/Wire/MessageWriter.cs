using System.Buffers;
using Culvert.Core;
using Culvert.Crypto;

namespace Culvert.Ike.Wire;

/// <summary>Puts messages together. The header's Next Payload and Length are filled in here.</summary>
internal static class MessageWriter
{
    private const int GenericHeaderLength = 4;
    private const int MaxMessageLength = ushort.MaxValue;

    /// <summary>A message in clear text: IKE_SA_INIT, and errors outside an IKE SA.</summary>
    public static byte[] WriteClear(IkeHeader header, IReadOnlyList<Payload> payloads)
    {
        byte[] chain = WriteChain(payloads);
        byte[] message = new byte[IkeHeader.Size + chain.Length];
        var writer = new SpanWriter(message);
        (header with { NextPayload = FirstOf(payloads), Length = (uint)message.Length }).Write(ref writer);
        writer.WriteBytes(chain);
        return message;
    }

    /// <summary>A message whose payloads travel inside one SK payload (RFC 7296 section 3.14).</summary>
    public static byte[] WriteProtected(IkeHeader header, IReadOnlyList<Payload> payloads, SkCipher cipher, IEntropy entropy) =>
        Seal(header, FirstOf(payloads), WriteChain(payloads), cipher, entropy);

    /// <summary>Seals a chain of payloads that is already in wire form.</summary>
    public static byte[] Seal(IkeHeader header, PayloadType first, ReadOnlySpan<byte> chain, SkCipher cipher, IEntropy entropy)
    {
        int bodyLength = cipher.BodyLength(chain.Length);
        byte[] message = new byte[IkeHeader.Size + GenericHeaderLength + bodyLength];
        var writer = new SpanWriter(message);
        (header with { NextPayload = PayloadType.SK, Length = (uint)message.Length }).Write(ref writer);
        writer.WriteByte((byte)first);
        writer.WriteByte(0);
        writer.WriteUInt16((ushort)(GenericHeaderLength + bodyLength));
        Span<byte> body = writer.Take(bodyLength);
        cipher.Seal(message.AsSpan(0, IkeHeader.Size + GenericHeaderLength), chain, body, entropy);
        return message;
    }

    private static PayloadType FirstOf(IReadOnlyList<Payload> payloads) => payloads.Count == 0 ? PayloadType.None : payloads[0].Type;

    private static byte[] WriteChain(IReadOnlyList<Payload> payloads)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(MaxMessageLength);
        try
        {
            var writer = new SpanWriter(buffer);
            for (int i = 0; i < payloads.Count; i++)
            {
                int start = writer.Position;
                writer.WriteByte((byte)(i + 1 < payloads.Count ? payloads[i + 1].Type : PayloadType.None));
                writer.WriteByte(0);
                writer.WriteUInt16(0);
                payloads[i].WriteBody(ref writer);
                writer.PatchUInt16(start + 2, (ushort)(writer.Position - start));
            }

            return writer.Written.ToArray();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }
}
