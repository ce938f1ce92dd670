using Culvert.Core;

namespace Culvert.Ike.Wire;

/// <summary>One proposal of an SA payload (RFC 7296 section 3.3.1): for each type of transform, one of those listed.</summary>
internal sealed record Proposal(byte Number, ProtocolId Protocol, byte[] Spi, IReadOnlyList<Transform> Transforms)
{
    /// <summary>Reads the substructure behind its first four octets.</summary>
    public static Proposal? Parse(ReadOnlySpan<byte> body)
    {
        var reader = new SpanReader(body);
        byte number = reader.ReadByte();
        var protocol = (ProtocolId)reader.ReadByte();
        int spiLength = reader.ReadByte();
        int count = reader.ReadByte();
        byte[] spi = reader.ReadBytes(spiLength).ToArray();
        var transforms = new List<Transform>();
        for (int i = 0; i < count; i++)
        {
            reader.Skip(2);
            int length = reader.ReadUInt16();
            if (Transform.Parse(reader.ReadBytes(length - 4)) is not { } transform) return null;
            transforms.Add(transform);
        }

        return reader.Failed || !reader.AtEnd ? null : new Proposal(number, protocol, spi, transforms);
    }

    public void Write(ref SpanWriter writer, bool isLast)
    {
        int start = writer.Position;
        writer.WriteByte((byte)(isLast ? 0 : 2));
        writer.WriteByte(0);
        writer.WriteUInt16(0);
        writer.WriteByte(Number);
        writer.WriteByte((byte)Protocol);
        writer.WriteByte((byte)Spi.Length);
        writer.WriteByte((byte)Transforms.Count);
        writer.WriteBytes(Spi);
        for (int i = 0; i < Transforms.Count; i++) Transforms[i].Write(ref writer, i == Transforms.Count - 1);
        writer.PatchUInt16(start + 2, (ushort)(writer.Position - start));
    }
}
