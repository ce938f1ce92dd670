using Culvert.Crypto;
using Culvert.Testing;

namespace Culvert.Ike.Tests;

public class EstablishTests
{
    public static TheoryData<string, string, bool> Suites
    {
        get
        {
            var data = new TheoryData<string, string, bool>();
            foreach (bool leftInitiates in (bool[])[true, false])
            {
                foreach (string group in (string[])["modp1024", "modp1536", "modp2048", "modp3072", "modp4096", "modp6144", "modp8192", "modp1024s160", "modp2048s224", "modp2048s256", "ecp256", "ecp384", "ecp521", "x25519"])
                    data.Add($"aes128-sha256-{group}", $"aes128-sha256-{group}", leftInitiates);
                foreach (string hash in (string[])["sha1", "sha256", "sha384", "sha512"])
                    foreach (int bits in (int[])[128, 192, 256])
                        data.Add($"aes{bits}-{hash}-modp1024", $"aes{bits}-{hash}-modp1024", leftInitiates);
                foreach (int tag in (int[])[8, 12, 16])
                    foreach (int bits in (int[])[128, 192, 256])
                        data.Add($"aes{bits}gcm{tag}-prfsha384-x25519", $"aes{bits}gcm{tag}-x25519", leftInitiates);
                data.Add("chacha20poly1305-prfsha512-x25519", "chacha20poly1305-x25519", leftInitiates);
                data.Add("aes256-sha512-prfsha256-x25519", "chacha20poly1305-x25519-esn", leftInitiates);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Suites))]
    public void Every_suite_comes_up_in_both_roles_with_the_real_key_exchange(string ike, string esp, bool leftInitiates)
    {
        IkePair pair = new IkePair(3, ike, esp, realKeyExchange: true).Connect(leftInitiates);
        IkeSaStatus left = pair.Left.Endpoint.GetStatus("t")!, right = pair.Right.Endpoint.GetStatus("t")!;
        Assert.Equal((leftInitiates, !leftInitiates), (left.IsInitiator, right.IsInitiator));
        Assert.Equal(ike, left.Suite.ToString());
        Assert.Equal((left.InitiatorSpi, left.ResponderSpi), (right.InitiatorSpi, right.ResponderSpi));
        Assert.Equal(DhGroup.None, left.Children[0].Suite.Group);
        Assert.Equal(left.Children[0].Suite, right.Children[0].Suite);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Both_ends_hold_the_same_keys_crosswise(bool leftInitiates)
    {
        IkePair pair = new IkePair().Connect(leftInitiates);
        ChildSa left = pair.Left.Outbound()!, right = pair.Right.Outbound()!;
        Assert.Equal((left.InboundSpi, left.OutboundSpi), (right.OutboundSpi, right.InboundSpi));
        Assert.Equal(left.InboundKeys, right.OutboundKeys);
        Assert.Equal(left.OutboundKeys, right.InboundKeys);
        Assert.NotEqual(left.InboundKeys, left.OutboundKeys);
    }
}
