using Culvert.Config;
using Culvert.Ike;
using Culvert.Testing;

namespace Culvert.Control.Tests.Box;

/// <summary>What is offered first on which processor.</summary>
public sealed class BoxSuiteTests : BoxTest
{
    private const string Everything = "chacha20poly1305-ecp384,aes256gcm16-ecp384,aes128-sha1-modp1024";

    [Theory]
    [InlineData(false, Everything, "chacha20poly1305")]
    [InlineData(false, "aes256gcm16-ecp384", "aes256gcm16")]
    [InlineData(true, Everything, "aes256gcm16")]
    public void Without_AES_instructions_ChaCha20_comes_first_where_the_configuration_names_no_suite(bool hasAes, string peers, string taken)
    {
        BoxLab lab = Up(hasAes, peers, tunnel => tunnel with { EspProposals = DefaultSuites.Esp });
        Assert.Equal(taken, lab.Tunnel(1).Child!.Suite.ToString());
    }

    [Fact]
    public void Suites_that_the_configuration_names_keep_their_order()
    {
        BoxLab lab = Up(hasAes: false, "chacha20poly1305,aes256gcm16", tunnel => tunnel with { EspProposals = [.. DefaultSuites.Esp] });
        Assert.Equal("aes256gcm16", lab.Tunnel(1).Child!.Suite.ToString());
    }

    [Fact]
    public void The_suites_for_a_processor_without_AES_instructions_are_the_others_and_one_more()
    {
        Assert.Equal(["chacha20poly1305-ecp384", .. DefaultSuites.Esp.Select(suite => suite.ToString())], DefaultSuites.EspWithoutAesInstructions.Select(suite => suite.ToString()));
        Assert.Equal(DefaultSuites.Esp[0].Group, DefaultSuites.EspWithoutAesInstructions[0].Group);
    }

    private static BoxLab Up(bool hasAes, string peers, Func<TunnelConfig, TunnelConfig> change)
    {
        var lab = new BoxLab(hasAesInstructions: hasAes);
        IkeTunnelConfig peer = BoxLab.PeerConfig(BoxLab.PeerAddresses[0]);
        lab.Peers[0].Endpoint.SetTunnels(lab.Now, [peer with { EspProposals = IkePair.EspSuites(peers) }]);
        lab.Config = Change(lab.Config, "Tunnel1", change);
        lab.Start();
        lab.RunUntil(() => lab.State(1) == TunnelState.Up, seconds: 5);
        return lab;
    }
}
