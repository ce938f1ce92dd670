using System.Text.Json;
using Culvert.Core;
using Culvert.Testing;

namespace Culvert.Crypto.Tests;

public class X25519Tests
{
    private static readonly PlatformKeyExchange Exchange = PlatformKeyExchange.Instance;

    [Fact]
    public void Agrees_with_the_published_vectors()
    {
        JsonElement[] tests = [.. Vectors.Tests("dh/ecp-x25519.json").Where(test => test.GetProperty("group").GetInt32() == (int)DhGroup.X25519)];
        foreach (JsonElement test in tests)
        {
            byte[] seed = test.Hex("seed");
            using var privateI = new Secret(seed.AsSpan(0, 32));
            using var privateR = new Secret(seed.AsSpan(32));
            Assert.Equal(test.Hex("pub_i"), Exchange.PublicValue(DhGroup.X25519, privateI));
            Assert.Equal(test.Hex("pub_r"), Exchange.PublicValue(DhGroup.X25519, privateR));
            Assert.Equal(test.Hex("shared"), Exchange.SharedSecret(DhGroup.X25519, privateI, test.Hex("pub_r"))!.Span.ToArray());
            Assert.Equal(test.Hex("shared"), Exchange.SharedSecret(DhGroup.X25519, privateR, test.Hex("pub_i"))!.Span.ToArray());
        }

        Assert.Equal(2, tests.Length);
    }

    [Fact]
    public void Gives_every_Wycheproof_case_its_verdict_and_refuses_a_secret_of_zeros()
    {
        int computed = 0, refused = 0;
        foreach (JsonElement test in Vectors.Json("dh/x25519_test.json").GetProperty("testGroups")[0].GetProperty("tests").EnumerateArray())
        {
            using var own = new Secret(test.Hex("private"));
            using Secret? shared = Exchange.SharedSecret(DhGroup.X25519, own, test.Hex("public"));
            if (test.Hex("shared").AsSpan().ContainsAnyExcept((byte)0))
            {
                Assert.Equal(test.Hex("shared"), shared?.Span.ToArray());
                computed++;
            }
            else
            {
                Assert.True(shared is null, $"case {test.GetProperty("tcId")} was accepted");
                refused++;
            }
        }

        Assert.Equal((487, 31), (computed, refused));
    }

    [Fact]
    public void Refuses_public_values_of_any_other_length()
    {
        using Secret own = Exchange.NewPrivateValue(DhGroup.X25519, new SeededEntropy(1));
        byte[] good = Exchange.PublicValue(DhGroup.X25519, own);
        Assert.Null(Exchange.SharedSecret(DhGroup.X25519, own, []));
        Assert.Null(Exchange.SharedSecret(DhGroup.X25519, own, good.AsSpan(1)));
        Assert.Null(Exchange.SharedSecret(DhGroup.X25519, own, [.. good, 0]));
    }
}
