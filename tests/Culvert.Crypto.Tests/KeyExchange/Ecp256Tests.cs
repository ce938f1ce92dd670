using System.Text.Json;
using Culvert.Core;
using Culvert.Testing;

namespace Culvert.Crypto.Tests;

public class Ecp256Tests
{
    private static readonly PlatformKeyExchange Exchange = PlatformKeyExchange.Instance;

    [Fact]
    public void Agrees_with_the_published_vector()
    {
        JsonElement test = Vectors.Tests("dh/ecp-x25519.json").Single(t => t.GetProperty("group").GetInt32() == 19);
        byte[] seed = test.Hex("seed");
        using var privateI = new Secret(seed.AsSpan(0, 32));
        using var privateR = new Secret(seed.AsSpan(32));
        Assert.Equal(test.Hex("pub_i"), Exchange.PublicValue(DhGroup.Ecp256, privateI));
        Assert.Equal(test.Hex("pub_r"), Exchange.PublicValue(DhGroup.Ecp256, privateR));
        Assert.Equal(test.Hex("shared"), Exchange.SharedSecret(DhGroup.Ecp256, privateI, test.Hex("pub_r"))!.Span.ToArray());
        Assert.Equal(test.Hex("shared"), Exchange.SharedSecret(DhGroup.Ecp256, privateR, test.Hex("pub_i"))!.Span.ToArray());
    }

    [Fact]
    public void Gives_every_Wycheproof_case_its_verdict()
    {
        int valid = 0, invalid = 0;
        foreach (JsonElement test in Cases())
        {
            using Secret? shared = Derive(test);
            if (test.Name("result") == "valid")
            {
                Assert.Equal(test.Hex("shared"), shared?.Span.ToArray());
                valid++;
            }
            else
            {
                Assert.True(shared is null, $"case {test.GetProperty("tcId")} was accepted");
                invalid++;
            }
        }

        Assert.Equal((330, 25), (valid, invalid));
    }

    [Fact]
    public void Private_values_drawn_are_never_zero_or_beyond_the_order()
    {
        var entropy = new BoundaryEntropy();
        using Secret value = Exchange.NewPrivateValue(DhGroup.Ecp256, entropy);
        Assert.Equal(3, entropy.Draws);
        Assert.Equal(64, Exchange.PublicValue(DhGroup.Ecp256, value).Length);
    }

    // Wycheproof encodes points as in SEC 1; a KE payload has no leading 04. Compressed points become a wrong length.
    private static Secret? Derive(JsonElement test)
    {
        byte[] point = test.Hex("public");
        byte[] key = test.Hex("private");
        byte[] scalar = [.. new byte[Math.Max(0, 32 - key.Length)], .. key[^Math.Min(32, key.Length)..]];
        byte[] publicValue = point.Length == 65 && point[0] == 4 ? point[1..] : point;
        return Exchange.SharedSecret(DhGroup.Ecp256, new Secret(scalar), publicValue);
    }

    private static IEnumerable<JsonElement> Cases() =>
        Vectors.Json("dh/ecdh_secp256r1_ecpoint_test.json").GetProperty("testGroups").EnumerateArray()
            .SelectMany(group => group.GetProperty("tests").EnumerateArray());

    /// <summary>Draws zero, then all ones, then a usable value.</summary>
    private sealed class BoundaryEntropy : IEntropy
    {
        public int Draws { get; private set; }

        public void Fill(Span<byte> destination) => destination.Fill(Draws++ switch { 0 => 0x00, 1 => 0xFF, _ => 0x42 });
    }
}
