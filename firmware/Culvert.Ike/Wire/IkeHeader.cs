using Culvert.Core;

namespace Culvert.Ike.Wire;

/// <summary>The fixed 28-octet header of every IKE message (RFC 7296 section 3.1).</summary>
internal readonly record struct IkeHeader(
    ulong InitiatorSpi, ulong ResponderSpi, PayloadType NextPayload, byte Version, ExchangeType Exchange, byte Flags, uint MessageId, uint Length)
{
    public const int Size = 28;
    public const byte Version2 = 0x20;

    private const byte InitiatorFlag = 0x08;
    private const byte ResponseFlag = 0x20;

    public int MajorVersion => Version >> 4;

    /// <summary>Whether the sender is the original initiator of the IKE SA.</summary>
    public bool FromInitiator => (Flags & InitiatorFlag) != 0;

    public bool IsResponse => (Flags & ResponseFlag) != 0;

    public static byte FlagsFor(bool fromInitiator, bool isResponse) =>
        (byte)((fromInitiator ? InitiatorFlag : 0) | (isResponse ? ResponseFlag : 0));

    /// <summary>Reads the header of a datagram; false when the datagram is shorter, or of another length than it says.</summary>
    public static bool TryParse(ReadOnlySpan<byte> datagram, out IkeHeader header)
    {
        var reader = new SpanReader(datagram);
        header = new IkeHeader(
            reader.ReadUInt64(), reader.ReadUInt64(), (PayloadType)reader.ReadByte(), reader.ReadByte(),
            (ExchangeType)reader.ReadByte(), reader.ReadByte(), reader.ReadUInt32(), reader.ReadUInt32());
        return !reader.Failed && header.Length == datagram.Length && header.InitiatorSpi != 0;
    }

    public void Write(ref SpanWriter writer)
    {
        writer.WriteUInt64(InitiatorSpi);
        writer.WriteUInt64(ResponderSpi);
        writer.WriteByte((byte)NextPayload);
        writer.WriteByte(Version);
        writer.WriteByte((byte)Exchange);
        writer.WriteByte(Flags);
        writer.WriteUInt32(MessageId);
        writer.WriteUInt32(Length);
    }
}
