namespace Culvert.Crypto.Tests;

public class PrfTests
{
    [Theory]
    [InlineData(PrfAlgorithm.HmacSha1, "hmac/rfc-2202-sha1.txt")]
    [InlineData(PrfAlgorithm.HmacSha2_256, "hmac/rfc-4231-sha256.txt")]
    [InlineData(PrfAlgorithm.HmacSha2_384, "hmac/rfc-4231-sha384.txt")]
    [InlineData(PrfAlgorithm.HmacSha2_512, "hmac/rfc-4231-sha512.txt")]
    public void Agrees_with_the_published_vectors_also_for_keys_longer_than_a_block(PrfAlgorithm algorithm, string file)
    {
        int count = 0;
        foreach ((byte[] key, byte[] message, byte[] digest) in HmacVectors.Read(file))
        {
            using var prf = new Prf(algorithm, key);
            prf.Append(message);
            Assert.Equal(digest, prf.Finish().Span.ToArray());
            count++;
        }

        Assert.True(count >= 6, $"only {count} vectors in {file}");
    }

    [Fact]
    public void Starts_again_with_the_same_key_after_each_output()
    {
        using var prf = new Prf(PrfAlgorithm.HmacSha2_256, "key"u8);
        prf.Append("one "u8);
        prf.Append("message"u8);
        byte[] first = prf.Finish().Span.ToArray();
        prf.Append("one message"u8);
        Assert.Equal(first, prf.Finish().Span.ToArray());
    }
}
