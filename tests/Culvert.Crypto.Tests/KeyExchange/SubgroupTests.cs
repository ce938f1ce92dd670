using System.Numerics;
using System.Text.Json;
using Culvert.Core;
using Culvert.Testing;

namespace Culvert.Crypto.Tests;

/// <summary>The groups of RFC 5114: check values, and public values from the wrong subgroup.</summary>
public class SubgroupTests
{
    private static readonly PlatformKeyExchange Exchange = PlatformKeyExchange.Instance;

    public static TheoryData<DhGroup> Groups => [DhGroup.Modp1024s160, DhGroup.Modp2048s224, DhGroup.Modp2048s256];

    [Theory]
    [MemberData(nameof(Groups))]
    public void Agrees_with_the_check_values_of_the_RFC(DhGroup group)
    {
        JsonElement test = Vector(group);
        using var privateI = new Secret(test.Hex("priv_i"));
        using var privateR = new Secret(test.Hex("priv_r"));
        Assert.Equal(test.Hex("pub_i"), Exchange.PublicValue(group, privateI));
        Assert.Equal(test.Hex("pub_r"), Exchange.PublicValue(group, privateR));
        Assert.Equal(test.Hex("shared"), Exchange.SharedSecret(group, privateI, test.Hex("pub_r"))!.Span.ToArray());
        Assert.Equal(test.Hex("shared"), Exchange.SharedSecret(group, privateR, test.Hex("pub_i"))!.Span.ToArray());
    }

    [Theory]
    [MemberData(nameof(Groups))]
    public void Refuses_values_inside_the_range_that_are_not_in_the_subgroup(DhGroup group)
    {
        using Secret own = Exchange.NewPrivateValue(group, new SeededEntropy(1));
        BigInteger p = Prime(group);
        int[] smallOrders = [.. Enumerable.Range(3, 2000).Where(order => (p - 1) % order == 0)];
        Assert.NotEmpty(smallOrders);
        foreach (int order in smallOrders)
        {
            BigInteger element = BigInteger.ModPow(2, (p - 1) / order, p);
            if (element > 1 && element < p - 1) Assert.Null(Exchange.SharedSecret(group, own, ToBigEndian(element, group)));
        }

        // The right element, with a stray factor of order 2.
        BigInteger good = new(Vector(group).Hex("pub_i"), isUnsigned: true, isBigEndian: true);
        Assert.NotNull(Exchange.SharedSecret(group, own, ToBigEndian(good, group)));
        Assert.Null(Exchange.SharedSecret(group, own, ToBigEndian(p - good, group)));
    }

    [Theory]
    [MemberData(nameof(Groups))]
    public void Refuses_values_at_the_ends_of_the_range_and_of_any_other_length(DhGroup group)
    {
        using Secret own = Exchange.NewPrivateValue(group, new SeededEntropy(1));
        BigInteger p = Prime(group);
        foreach (BigInteger bad in (BigInteger[])[0, 1, p - 1, p, p + 1]) Assert.Null(Exchange.SharedSecret(group, own, ToBigEndian(bad, group)));
        byte[] good = Vector(group).Hex("pub_i");
        Assert.Null(Exchange.SharedSecret(group, own, []));
        Assert.Null(Exchange.SharedSecret(group, own, good.AsSpan(1)));
        Assert.Null(Exchange.SharedSecret(group, own, [0, .. good]));
    }

    [Theory]
    [MemberData(nameof(Groups))]
    public void Private_values_lie_below_the_order(DhGroup group)
    {
        BigInteger order = new(Vector(group).Hex("order"), isUnsigned: true, isBigEndian: true);
        var entropy = new SeededEntropy(3);
        for (int i = 0; i < 200; i++)
        {
            using Secret value = Exchange.NewPrivateValue(group, entropy);
            Assert.InRange(new BigInteger(value.Span, isUnsigned: true, isBigEndian: true), BigInteger.One, order - 1);
        }
    }

    private static BigInteger Prime(DhGroup group) => new(Vector(group).Hex("prime"), isUnsigned: true, isBigEndian: true);

    private static JsonElement Vector(DhGroup group) =>
        Vectors.Tests("dh/rfc5114.json").Single(test => test.GetProperty("group").GetInt32() == (int)group);

    private static byte[] ToBigEndian(BigInteger value, DhGroup group)
    {
        byte[] bytes = value.ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[group.PublicValueLength() - bytes.Length], .. bytes];
    }
}
