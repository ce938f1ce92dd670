namespace Culvert.Esp.Inner;

/// <summary>Offsets and flags of a TCP header (RFC 9293 section 3.1).</summary>
internal static class TcpHeader
{
    public const int MinimumLength = 20;
    public const int SequenceOffset = 4;
    public const int AcknowledgmentOffset = 8;
    public const int DataOffset = 12;
    public const int FlagsOffset = 13;
    public const int WindowOffset = 14;
    public const int ChecksumOffset = 16;

    public const byte Fin = 0x01;
    public const byte Syn = 0x02;
    public const byte Push = 0x08;
    public const byte Ack = 0x10;
    public const byte Cwr = 0x80;

    /// <summary>Length with options, of a header that begins at the span's first octet.</summary>
    public static int Length(ReadOnlySpan<byte> header) => (header[DataOffset] >> 4) * 4;
}
