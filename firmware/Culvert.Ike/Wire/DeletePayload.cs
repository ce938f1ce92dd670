using Culvert.Core;

namespace Culvert.Ike.Wire;

/// <summary>Delete (RFC 7296 section 3.11): the IKE SA itself, or ESP SAs by the sender's inbound SPIs.</summary>
internal sealed record DeletePayload(ProtocolId Protocol, IReadOnlyList<uint> Spis) : Payload(PayloadType.D)
{
    public static DeletePayload IkeSa { get; } = new(ProtocolId.IKE, []);

    public override string Summary => $"D({Protocol})";

    public static DeletePayload? Parse(ReadOnlySpan<byte> body)
    {
        var reader = new SpanReader(body);
        var protocol = (ProtocolId)reader.ReadByte();
        int spiLength = reader.ReadByte();
        int count = reader.ReadUInt16();
        // Only ESP and AH carry SPIs here, of four octets each.
        bool plausible = protocol == ProtocolId.IKE ? spiLength == 0 && count == 0 : spiLength == 4;
        if (reader.Failed || !plausible || reader.Remaining != spiLength * count) return null;
        uint[] spis = new uint[count];
        for (int i = 0; i < count; i++) spis[i] = reader.ReadUInt32();
        return new DeletePayload(protocol, spis);
    }

    public override void WriteBody(ref SpanWriter writer)
    {
        writer.WriteByte((byte)Protocol);
        writer.WriteByte((byte)(Protocol == ProtocolId.IKE ? 0 : 4));
        writer.WriteUInt16((ushort)Spis.Count);
        foreach (uint spi in Spis) writer.WriteUInt32(spi);
    }
}
