namespace Culvert.Core;

/// <summary>CRC-32 of IEEE 802.3: polynomial 0x04C11DB7, reflected, all ones before and inverted after. For a few bytes at a time.</summary>
public static class Crc32
{
    private const uint ReflectedPolynomial = 0xEDB88320;

    public static uint Of(ReadOnlySpan<byte> data)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in data)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ (ReflectedPolynomial & (0 - (crc & 1)));
        }

        return ~crc;
    }
}
