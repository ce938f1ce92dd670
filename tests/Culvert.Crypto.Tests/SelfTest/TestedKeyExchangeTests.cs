using Culvert.Core;
using Culvert.Crypto.SelfTest;
using Culvert.Testing;

namespace Culvert.Crypto.Tests.SelfTest;

public sealed class TestedKeyExchangeTests
{
    public static TheoryData<DhGroup> Groups => [.. AlgorithmRegistry.Groups.Select(entry => entry.Group)];

    [Theory, MemberData(nameof(Groups))]
    public void The_gateways_own_groups_are_right_and_compute_what_they_did(DhGroup group)
    {
        using Secret ours = PlatformKeyExchange.Instance.NewPrivateValue(group, new SeededEntropy(1));
        Assert.Equal(PlatformKeyExchange.Instance.PublicValue(group, ours), TestedKeyExchange.Platform.PublicValue(group, ours));
    }

    [Theory, MemberData(nameof(Groups))]
    public void A_wrong_group_is_named_and_gives_nothing(DhGroup group)
    {
        var exchange = new TestedKeyExchange(new WrongExchange(group, throws: false));
        using Secret ours = exchange.NewPrivateValue(group, new SeededEntropy(1));
        byte[] theirs = PlatformKeyExchange.Instance.PublicValue(group, ours);

        Assert.Equal(SuiteNames.Group(group), Assert.Throws<SelfTestException>(() => exchange.PublicValue(group, ours)).Algorithm);
        Assert.Throws<SelfTestException>(() => exchange.SharedSecret(group, ours, theirs));
    }

    [Fact]
    public void One_that_throws_is_named_like_one_that_errs()
    {
        var exchange = new TestedKeyExchange(new WrongExchange(DhGroup.Ecp521, throws: true));
        using Secret ours = exchange.NewPrivateValue(DhGroup.Ecp521, new SeededEntropy(1));
        Assert.Equal("ecp521", Assert.Throws<SelfTestException>(() => exchange.PublicValue(DhGroup.Ecp521, ours)).Algorithm);
    }

    [Fact]
    public void A_wrong_group_does_not_keep_from_a_right_one()
    {
        var exchange = new TestedKeyExchange(new WrongExchange(DhGroup.Modp1024, throws: false));
        using Secret ours = exchange.NewPrivateValue(DhGroup.X25519, new SeededEntropy(1));
        Assert.NotEmpty(exchange.PublicValue(DhGroup.X25519, ours));
    }

    [Fact]
    public void A_group_is_asked_once()
    {
        var counted = new WrongExchange(wrong: null, throws: false);
        var exchange = new TestedKeyExchange(counted);
        using Secret ours = exchange.NewPrivateValue(DhGroup.X25519, new SeededEntropy(1));
        exchange.PublicValue(DhGroup.X25519, ours);
        int first = counted.Computed;
        exchange.PublicValue(DhGroup.X25519, ours);
        Assert.Equal(first + 1, counted.Computed);
    }

    private sealed class WrongExchange(DhGroup? wrong, bool throws) : IKeyExchange
    {
        public int Computed { get; private set; }

        public Secret NewPrivateValue(DhGroup group, IEntropy entropy) => PlatformKeyExchange.Instance.NewPrivateValue(group, entropy);

        public byte[] PublicValue(DhGroup group, Secret privateValue)
        {
            Computed++;
            return PlatformKeyExchange.Instance.PublicValue(group, privateValue);
        }

        public Secret? SharedSecret(DhGroup group, Secret privateValue, ReadOnlySpan<byte> peerPublicValue)
        {
            Computed++;
            if (group == wrong && throws) throw new InvalidOperationException("no such curve");
            Secret? right = PlatformKeyExchange.Instance.SharedSecret(group, privateValue, peerPublicValue);
            return group == wrong ? new Secret([(byte)~right!.Span[0], .. right.Span[1..]]) : right;
        }
    }
}
