using System.Numerics;
using System.Text.Json;
using Culvert.Core;
using Culvert.Testing;
using Org.BouncyCastle.Crypto.Agreement;
using Org.BouncyCastle.Crypto.Parameters;

namespace Culvert.Crypto.Tests;

public class ModpTests
{
    private static readonly PlatformKeyExchange Exchange = PlatformKeyExchange.Instance;

    public static TheoryData<DhGroup> Groups =>
        [DhGroup.Modp1024, DhGroup.Modp1536, DhGroup.Modp2048, DhGroup.Modp3072, DhGroup.Modp4096, DhGroup.Modp6144, DhGroup.Modp8192];

    [Theory]
    [MemberData(nameof(Groups))]
    public void Agrees_with_the_published_vectors(DhGroup group)
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
    public void Agrees_with_an_independent_implementation_on_random_keys(DhGroup group)
    {
        var entropy = new SeededEntropy(11);
        Org.BouncyCastle.Math.BigInteger p = new(1, ToBigEndian(Prime(group), group));
        for (int i = 0; i < 2; i++)
        {
            using Secret ours = Exchange.NewPrivateValue(group, entropy);
            using Secret theirs = Exchange.NewPrivateValue(group, entropy);
            byte[] theirPublic = Exchange.PublicValue(group, theirs);
            var oracle = new DHBasicAgreement();
            var parameters = new DHParameters(p, Org.BouncyCastle.Math.BigInteger.Two);
            oracle.Init(new DHPrivateKeyParameters(new Org.BouncyCastle.Math.BigInteger(1, ours.Span.ToArray()), parameters));
            var expected = oracle.CalculateAgreement(new DHPublicKeyParameters(new Org.BouncyCastle.Math.BigInteger(1, theirPublic), parameters));
            byte[] shared = Exchange.SharedSecret(group, ours, theirPublic)!.Span.ToArray();
            Assert.Equal(expected, new Org.BouncyCastle.Math.BigInteger(1, shared));
            Assert.Equal(group.PublicValueLength(), shared.Length);
        }
    }

    [Theory]
    [MemberData(nameof(Groups))]
    public void Refuses_public_values_that_give_the_secret_away(DhGroup group)
    {
        using Secret own = Exchange.NewPrivateValue(group, new SeededEntropy(1));
        BigInteger p = Prime(group);
        foreach (BigInteger bad in (BigInteger[])[BigInteger.Zero, BigInteger.One, p - 1, p, p + 1])
            Assert.Null(Exchange.SharedSecret(group, own, ToBigEndian(bad, group)));
        Assert.NotNull(Exchange.SharedSecret(group, own, ToBigEndian(2, group)));
        Assert.NotNull(Exchange.SharedSecret(group, own, ToBigEndian(p - 2, group)));
    }

    [Theory]
    [MemberData(nameof(Groups))]
    public void Refuses_public_values_of_any_other_length(DhGroup group)
    {
        using Secret own = Exchange.NewPrivateValue(group, new SeededEntropy(1));
        byte[] good = ToBigEndian(12345, group);
        Assert.Null(Exchange.SharedSecret(group, own, []));
        Assert.Null(Exchange.SharedSecret(group, own, good.AsSpan(1)));
        Assert.Null(Exchange.SharedSecret(group, own, [0, .. good]));
    }

    [Theory]
    [MemberData(nameof(Groups))]
    public void Keeps_leading_zeros_of_public_values_and_secrets(DhGroup group)
    {
        using var one = new Secret([1]);
        byte[] two = Exchange.PublicValue(group, one);
        Assert.Equal(ToBigEndian(2, group), two);
        Assert.Equal(ToBigEndian(7, group), Exchange.SharedSecret(group, one, ToBigEndian(7, group))!.Span.ToArray());
    }

    private static JsonElement Vector(DhGroup group) =>
        Vectors.Tests("dh/modp.json").Single(t => t.GetProperty("group").GetInt32() == (int)group);

    // All primes are 2^n - 2^(n-64) - 1 + 2^64 * (floor(2^(n-130) pi) + c); read off by their definition, not from the product.
    private static BigInteger Prime(DhGroup group)
    {
        (int bits, int c) = group switch
        {
            DhGroup.Modp1024 => (1024, 129093),
            DhGroup.Modp1536 => (1536, 741804),
            DhGroup.Modp2048 => (2048, 124476),
            DhGroup.Modp3072 => (3072, 1690314),
            DhGroup.Modp4096 => (4096, 240904),
            DhGroup.Modp6144 => (6144, 929484),
            _ => (8192, 4743158),
        };
        BigInteger piScaled = Pi(bits - 130);
        return BigInteger.Pow(2, bits) - BigInteger.Pow(2, bits - 64) - 1 + (BigInteger.Pow(2, 64) * (piScaled + c));
    }

    /// <summary>floor(2^bits * pi) by Machin's formula, with guard bits.</summary>
    private static BigInteger Pi(int bits)
    {
        BigInteger unit = BigInteger.One << (bits + 64);
        return ((16 * ArcTan(5, unit)) - (4 * ArcTan(239, unit))) >> 64;
    }

    private static BigInteger ArcTan(int inverse, BigInteger unit)
    {
        BigInteger power = unit / inverse, sum = power;
        for (int n = 3, sign = -1; !power.IsZero; n += 2, sign = -sign)
        {
            power /= inverse * inverse;
            sum += sign * power / n;
        }

        return sum;
    }

    private static byte[] ToBigEndian(BigInteger value, DhGroup group)
    {
        byte[] bytes = value.ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[group.PublicValueLength() - bytes.Length], .. bytes];
    }
}
