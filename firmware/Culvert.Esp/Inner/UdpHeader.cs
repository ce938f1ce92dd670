namespace Culvert.Esp.Inner;

/// <summary>Offsets of a UDP header (RFC 768).</summary>
internal static class UdpHeader
{
    public const int HeaderLength = 8;
    public const int LengthOffset = 4;
    public const int ChecksumOffset = 6;
}
