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
                foreach (string cipher in (string[])["aes128", "aes256"])
                    foreach (string hash in (string[])["sha1", "sha256"])
                        foreach (string group in (string[])["modp1024", "modp2048"])
                            data.Add($"{cipher}-{hash}-{group}", $"{cipher}-{hash}-{group}", leftInitiates);
                data.Add("aes128gcm16-prfsha256-ecp256", "aes128gcm16-ecp256", leftInitiates);
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
