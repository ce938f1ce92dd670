using Culvert.Crypto.Packet;
using Culvert.Testing;

namespace Culvert.Crypto.Tests.Packet;

public sealed class EvpMacTests
{
    [Theory]
    [InlineData(IntegrityAlgorithm.HmacSha1_96, "hmac/rfc-2202-sha1.txt")]
    [InlineData(IntegrityAlgorithm.HmacSha2_256_128, "hmac/rfc-4231-sha256.txt")]
    [InlineData(IntegrityAlgorithm.HmacSha2_384_192, "hmac/rfc-4231-sha384.txt")]
    [InlineData(IntegrityAlgorithm.HmacSha2_512_256, "hmac/rfc-4231-sha512.txt")]
    public void The_check_value_is_the_published_digests_beginning(IntegrityAlgorithm algorithm, string file)
    {
        int count = 0;
        foreach ((byte[] key, byte[] message, byte[] digest) in HmacVectors.Read(file))
        {
            using var mac = new EvpMac(algorithm, key);
            byte[] icv = new byte[algorithm.IcvLength()];
            Assert.True(mac.Compute(message, default, icv));
            Assert.Equal(digest[..icv.Length], icv);
            // The same in two parts, with the same key again.
            Assert.True(mac.Compute(message.AsSpan(0, 3), message.AsSpan(3), icv));
            Assert.Equal(digest[..icv.Length], icv);
            count++;
        }

        Assert.True(count >= 6, $"only {count} vectors in {file}");
    }
}
