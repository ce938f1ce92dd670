using System.Text.Json;
using Culvert.Core;
using Culvert.Testing;

namespace Culvert.Crypto.Tests;

public class EcpTests
{
    private static readonly PlatformKeyExchange Exchange = PlatformKeyExchange.Instance;

    public static TheoryData<DhGroup> Groups => [DhGroup.Ecp256, DhGroup.Ecp384, DhGroup.Ecp521];

    [Theory]
    [MemberData(nameof(Groups))]
    public void Agrees_with_the_published_vector(DhGroup group)
    {
        JsonElement test = Vector(group);
        byte[] seed = test.Hex("seed");
        using var privateI = new Secret(seed.AsSpan(0, seed.Length / 2));
        using var privateR = new Secret(seed.AsSpan(seed.Length / 2));
        Assert.Equal(test.Hex("pub_i"), Exchange.PublicValue(group, privateI));
        Assert.Equal(test.Hex("pub_r"), Exchange.PublicValue(group, privateR));
        Assert.Equal(test.Hex("shared"), Exchange.SharedSecret(group, privateI, test.Hex("pub_r"))!.Span.ToArray());
        Assert.Equal(test.Hex("shared"), Exchange.SharedSecret(group, privateR, test.Hex("pub_i"))!.Span.ToArray());
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

    [Theory]
    [MemberData(nameof(Groups))]
    public void Refuses_points_off_the_curve_and_at_infinity(DhGroup group)
    {
        byte[] good = Vector(group).Hex("pub_r");
        using Secret own = Exchange.NewPrivateValue(group, new SeededEntropy(1));
        Assert.NotNull(Exchange.SharedSecret(group, own, good));
        byte[] offX = [.. good], offY = [.. good];
        offX[(good.Length / 2) - 1] ^= 1;
        offY[^1] ^= 1;
        Assert.Null(Exchange.SharedSecret(group, own, offX));
        Assert.Null(Exchange.SharedSecret(group, own, offY));
        Assert.Null(Exchange.SharedSecret(group, own, new byte[good.Length]));
        Assert.Null(Exchange.SharedSecret(group, own, [.. Enumerable.Repeat((byte)0xFF, good.Length)]));
    }

    [Theory]
    [MemberData(nameof(Groups))]
    public void Refuses_public_values_of_any_other_length(DhGroup group)
    {
        byte[] good = Vector(group).Hex("pub_r");
        using Secret own = Exchange.NewPrivateValue(group, new SeededEntropy(1));
        Assert.Null(Exchange.SharedSecret(group, own, []));
        Assert.Null(Exchange.SharedSecret(group, own, good.AsSpan(1)));
        Assert.Null(Exchange.SharedSecret(group, own, good.AsSpan(0, good.Length / 2)));
        Assert.Null(Exchange.SharedSecret(group, own, [4, .. good]));
    }

    [Theory]
    [MemberData(nameof(Groups))]
    public void Private_values_drawn_are_never_zero_or_beyond_the_order(DhGroup group)
    {
        var entropy = new BoundaryEntropy();
        using Secret value = Exchange.NewPrivateValue(group, entropy);
        Assert.Equal(3, entropy.Draws);
        Assert.Equal(group.PublicValueLength(), Exchange.PublicValue(group, value).Length);
    }

    [Fact]
    public void Values_of_521_bits_are_padded_to_whole_octets()
    {
        using Secret ours = Exchange.NewPrivateValue(DhGroup.Ecp521, new SeededEntropy(5));
        using Secret theirs = Exchange.NewPrivateValue(DhGroup.Ecp521, new SeededEntropy(6));
        byte[] publicValue = Exchange.PublicValue(DhGroup.Ecp521, theirs);
        Assert.Equal(2 * 66, publicValue.Length);
        Assert.Equal(66, Exchange.SharedSecret(DhGroup.Ecp521, ours, publicValue)!.Length);
    }

    private static JsonElement Vector(DhGroup group) =>
        Vectors.Tests("dh/ecp-x25519.json").Single(test => test.GetProperty("group").GetInt32() == (int)group);

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
