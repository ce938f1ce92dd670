using System.Buffers.Binary;
using Culvert.Core;
using Culvert.Crypto;

namespace Culvert.Ike.Wire;

/// <summary>Notify (RFC 7296 section 3.10).</summary>
internal sealed record NotifyPayload(NotifyType NotifyType, ProtocolId Protocol, byte[] Spi, byte[] Data) : Payload(PayloadType.N)
{
    private const ushort FirstStatusType = 16384;

    public NotifyPayload(NotifyType type)
        : this(type, ProtocolId.None, [], [])
    {
    }

    public NotifyPayload(NotifyType type, byte[] data)
        : this(type, ProtocolId.None, [], data)
    {
    }

    public bool IsError => (ushort)NotifyType < FirstStatusType;

    public override string Summary => $"N({NotifyType})";

    /// <summary>REKEY_SA and CHILD_SA_NOT_FOUND name an ESP SA by the SPI of whoever sends them (RFC 7296 section 1.3.3).</summary>
    public static NotifyPayload ForEspSpi(NotifyType type, uint spi)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, spi);
        return new NotifyPayload(type, ProtocolId.ESP, bytes, []);
    }

    public static NotifyPayload InvalidKe(DhGroup wanted)
    {
        byte[] bytes = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)wanted);
        return new NotifyPayload(NotifyType.INVALID_KE_PAYLOAD, bytes);
    }

    /// <summary>The ESP SPI that it names, if it does.</summary>
    public uint? EspSpi => Protocol == ProtocolId.ESP && Spi.Length == 4 ? BinaryPrimitives.ReadUInt32BigEndian(Spi) : null;

    /// <summary>The group an INVALID_KE_PAYLOAD asks for.</summary>
    public DhGroup? WantedGroup => Data.Length == 2 ? (DhGroup)BinaryPrimitives.ReadUInt16BigEndian(Data) : null;

    public static NotifyPayload? Parse(ReadOnlySpan<byte> body)
    {
        var reader = new SpanReader(body);
        var protocol = (ProtocolId)reader.ReadByte();
        int spiLength = reader.ReadByte();
        var type = (NotifyType)reader.ReadUInt16();
        byte[] spi = reader.ReadBytes(spiLength).ToArray();
        byte[] data = reader.ReadRest().ToArray();
        return reader.Failed ? null : new NotifyPayload(type, protocol, spi, data);
    }

    public override void WriteBody(ref SpanWriter writer)
    {
        writer.WriteByte((byte)Protocol);
        writer.WriteByte((byte)Spi.Length);
        writer.WriteUInt16((ushort)NotifyType);
        writer.WriteBytes(Spi);
        writer.WriteBytes(Data);
    }
}
