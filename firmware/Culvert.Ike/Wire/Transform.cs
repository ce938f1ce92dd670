using Culvert.Core;
using Culvert.Crypto;

namespace Culvert.Ike.Wire;

/// <summary>
/// One algorithm of a proposal (RFC 7296 section 3.3.2). <paramref name="KeyBits"/> is the Key Length attribute, 0 without.
/// </summary>
/// <param name="HasUnknownAttribute">Such a transform must not be chosen (RFC 7296 section 3.3.6).</param>
internal sealed record Transform(TransformType Type, ushort Id, int KeyBits = 0, bool HasUnknownAttribute = false)
{
    private const ushort KeyLengthAttribute = 0x8000 | 14;
    private const ushort ShortFormat = 0x8000;

    public static Transform Encryption(EncryptionAlgorithm algorithm, int keyBits) =>
        new(TransformType.ENCR, (ushort)algorithm, algorithm.NamesKeyLength() ? keyBits : 0);

    /// <summary>Reads the substructure behind its first four octets.</summary>
    public static Transform? Parse(ReadOnlySpan<byte> body)
    {
        var reader = new SpanReader(body);
        var type = (TransformType)reader.ReadByte();
        reader.Skip(1);
        ushort id = reader.ReadUInt16();
        int keyBits = 0;
        bool unknown = false;
        while (!reader.AtEnd)
        {
            ushort attribute = reader.ReadUInt16();
            ushort value = reader.ReadUInt16();
            if (attribute == KeyLengthAttribute) keyBits = value;
            else unknown = true;
            if ((attribute & ShortFormat) == 0) reader.Skip(value);
        }

        return reader.Failed ? null : new Transform(type, id, keyBits, unknown);
    }

    public void Write(ref SpanWriter writer, bool isLast)
    {
        writer.WriteByte((byte)(isLast ? 0 : 3));
        writer.WriteByte(0);
        writer.WriteUInt16((ushort)(KeyBits == 0 ? 8 : 12));
        writer.WriteByte((byte)Type);
        writer.WriteByte(0);
        writer.WriteUInt16(Id);
        if (KeyBits == 0) return;
        writer.WriteUInt16(KeyLengthAttribute);
        writer.WriteUInt16((ushort)KeyBits);
    }
}
