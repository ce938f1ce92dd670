using System.Net;
using System.Security.Cryptography;
using Culvert.Core;
using Culvert.Crypto;
using Culvert.Ike.Auth;
using Culvert.Ike.Wire;

namespace Culvert.Ike.Tests.Auth;

public class PskAuthenticationTests
{
    private static readonly byte[] Message = [.. Enumerable.Range(0, 300).Select(i => (byte)i)];
    private static readonly byte[] Nonce = [.. Enumerable.Repeat((byte)7, 32)];
    private static readonly Identity Id = Identity.FromAddress(IPAddress.Parse("192.0.2.1"));

    [Fact]
    public void The_value_is_that_of_RFC_7296_section_2_15_written_out()
    {
        byte[] psk = "hanna_tunnel1"u8.ToArray(), skP = [.. Enumerable.Repeat((byte)3, 20)];
        byte[] maced = HMACSHA1.HashData(skP, new byte[] { 1, 0, 0, 0, 192, 0, 2, 1 });
        byte[] padded = HMACSHA1.HashData(psk, "Key Pad for IKEv2"u8.ToArray());
        byte[] signed = [.. Message, .. Nonce, .. maced];
        byte[] expected = HMACSHA1.HashData(padded, signed);
        Assert.Equal(expected, PskAuthentication.Compute(PrfAlgorithm.HmacSha1, new Secret(psk), Message, Nonce, new Secret(skP), Id));
    }

    [Fact]
    public void Only_the_shared_key_method_with_the_whole_value_verifies()
    {
        byte[] value = PskAuthentication.Compute(PrfAlgorithm.HmacSha2_256, new Secret([1]), Message, Nonce, new Secret([2]), Id);
        Assert.True(PskAuthentication.Verify(new AuthenticationPayload(2, value), value));
        Assert.False(PskAuthentication.Verify(new AuthenticationPayload(1, value), value));
        Assert.False(PskAuthentication.Verify(new AuthenticationPayload(2, value[..^1]), value));
        Assert.False(PskAuthentication.Verify(new AuthenticationPayload(2, []), value));
    }
}
