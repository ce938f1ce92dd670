namespace Culvert.Core.Tests;

public sealed class Crc32Tests
{
    // The check value of CRC-32/ISO-HDLC in every catalogue of CRCs.
    [Fact]
    public void Nine_digits_have_the_known_checksum() => Assert.Equal(0xCBF43926u, Crc32.Of("123456789"u8));

    [Fact]
    public void Nothing_has_checksum_zero() => Assert.Equal(0u, Crc32.Of([]));
}
