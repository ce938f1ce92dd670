using Culvert.Core;
using Culvert.Crypto;
using Culvert.Crypto.SelfTest;
using Culvert.Testing;

namespace Culvert.Ike.Tests;

/// <summary>Faults of our own, not of a peer.</summary>
public class OwnFaultTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_bug_in_the_middle_of_an_exchange_ends_that_IKE_SA_and_nothing_else(bool leftInitiates)
    {
        var left = new IkeHost("left", IkePair.LeftAddress, 1, new FaultyKeyExchange());
        IkePair pair = new() { Left = left };
        Assert.ThrowsAny<InvalidOperationException>(() => pair.Connect(leftInitiates));
        Assert.Equal(1, left.Endpoint.Counters.InternalErrors.Value);
        Assert.DoesNotContain(left.Endpoint.Sas.All, sa => sa.HasKeys);
        left.Endpoint.HandleTimeout(pair.Now + TimeSpan.FromHours(1));
        Assert.Empty(left.Endpoint.Sas.All);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_group_that_computes_wrongly_is_not_taken_for_a_tunnel_s_trouble(bool leftInitiates)
    {
        var wrong = new TestedKeyExchange(new ToyKeyExchange());
        IkePair pair = new() { Left = new IkeHost("left", IkePair.LeftAddress, 1, wrong) };
        Assert.Throws<SelfTestException>(() => pair.Connect(leftInitiates));
    }

    /// <summary>Hands out secrets that cannot be read any more.</summary>
    private sealed class FaultyKeyExchange : IKeyExchange
    {
        private readonly ToyKeyExchange _toy = new();

        public Secret NewPrivateValue(DhGroup group, IEntropy entropy) => _toy.NewPrivateValue(group, entropy);

        public byte[] PublicValue(DhGroup group, Secret privateValue) => _toy.PublicValue(group, privateValue);

        public Secret? SharedSecret(DhGroup group, Secret privateValue, ReadOnlySpan<byte> peerPublicValue)
        {
            Secret? secret = _toy.SharedSecret(group, privateValue, peerPublicValue);
            secret?.Dispose();
            return secret;
        }
    }
}
