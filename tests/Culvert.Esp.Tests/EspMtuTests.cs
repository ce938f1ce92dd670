using Culvert.Crypto;

namespace Culvert.Esp.Tests;

/// <summary>The sizes that AWS publishes for its tunnels, and what they become on other links.</summary>
public sealed class EspMtuTests
{
    [Theory]
    [InlineData(8, 16, 4, false, 1446, 1406, 1386)] // AES-GCM-16
    [InlineData(8, 16, 4, true, 1438, 1398, 1378)]
    [InlineData(16, 12, 16, false, 1438, 1398, 1378)] // AES-CBC with SHA-1
    [InlineData(16, 12, 16, true, 1422, 1382, 1362)]
    [InlineData(16, 16, 16, false, 1438, 1398, 1378)] // SHA2-256
    [InlineData(16, 16, 16, true, 1422, 1382, 1362)]
    [InlineData(16, 24, 16, false, 1422, 1382, 1362)] // SHA2-384
    [InlineData(16, 24, 16, true, 1422, 1382, 1362)]
    [InlineData(16, 32, 16, false, 1422, 1382, 1362)] // SHA2-512
    [InlineData(16, 32, 16, true, 1406, 1366, 1346)]
    public void Inner_sizes_over_ethernet_are_those_of_aws(int iv, int icv, int align, bool udp, int mtu, int mss4, int mss6)
    {
        Assert.Equal(mtu, EspMtu.Inner(iv, icv, align, udp, 1500, outerIPv6: false));
        Assert.Equal(mss4, EspMtu.MaximumSegmentSize(mtu, innerIPv6: false));
        Assert.Equal(mss6, EspMtu.MaximumSegmentSize(mtu, innerIPv6: true));
    }

    [Theory]
    [InlineData(1492, 1430, 1422, 1406)] // PPPoE
    [InlineData(1480, 1418, 1406, 1390)]
    [InlineData(1400, 1338, 1326, 1310)]
    public void Inner_sizes_follow_the_wan(int wan, int gcm, int sha1, int sha512)
    {
        Assert.Equal(gcm, EspMtu.Inner(8, 16, 4, true, wan, outerIPv6: false));
        Assert.Equal(sha1, EspMtu.Inner(16, 12, 16, true, wan, outerIPv6: false));
        Assert.Equal(sha512, EspMtu.Inner(16, 32, 16, true, wan, outerIPv6: false));
    }

    [Theory]
    [InlineData(8, 16, 4, 1426, 1418)]
    [InlineData(16, 12, 16, 1422, 1406)] // AES-CBC with SHA-1
    [InlineData(16, 16, 16, 1406, 1406)]
    [InlineData(16, 24, 16, 1406, 1390)]
    [InlineData(16, 32, 16, 1390, 1390)]
    public void Inner_sizes_over_IPv6_lose_its_longer_header(int iv, int icv, int align, int raw, int udp)
    {
        Assert.Equal(raw, EspMtu.Inner(iv, icv, align, udpEncapsulated: false, 1500, outerIPv6: true));
        Assert.Equal(udp, EspMtu.Inner(iv, icv, align, udpEncapsulated: true, 1500, outerIPv6: true));
    }

    [Theory]
    [InlineData(EncryptionAlgorithm.AesCbc, IntegrityAlgorithm.HmacSha1_96, 1422)]
    [InlineData(EncryptionAlgorithm.AesCbc, IntegrityAlgorithm.HmacSha2_256_128, 1422)]
    [InlineData(EncryptionAlgorithm.AesCbc, IntegrityAlgorithm.HmacSha2_384_192, 1422)]
    [InlineData(EncryptionAlgorithm.AesCbc, IntegrityAlgorithm.HmacSha2_512_256, 1406)]
    [InlineData(EncryptionAlgorithm.AesGcm8, IntegrityAlgorithm.None, 1446)]
    [InlineData(EncryptionAlgorithm.AesGcm12, IntegrityAlgorithm.None, 1442)]
    [InlineData(EncryptionAlgorithm.AesGcm16, IntegrityAlgorithm.None, 1438)]
    [InlineData(EncryptionAlgorithm.ChaCha20Poly1305, IntegrityAlgorithm.None, 1438)]
    public void A_suite_brings_its_own_sizes(EncryptionAlgorithm encryption, IntegrityAlgorithm integrity, int mtu) =>
        Assert.Equal(mtu, EspMtu.Inner(new EspProposal(encryption, 256, integrity), udpEncapsulated: true, 1500));
}
