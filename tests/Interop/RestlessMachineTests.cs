using Culvert.Lab.Hosts;
using Culvert.Lab.Probes;
using Culvert.Lab.Topologies;

namespace Culvert.Interop.Tests;

/// <summary>Somebody else's hand on the machine's network, while the gateway runs.</summary>
public sealed class RestlessMachineTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Fact]
    public void A_tunnels_device_that_was_taken_down_comes_up_again_and_the_SA_stays()
    {
        using var pair = new CulvertPair(SiteAddresses.VpcNetwork);
        pair.Connect();
        pair.WaitForPing();
        string spi = pair.Box.Tunnel(CulvertPair.Tunnel).Child!.InSpi;

        pair.Site.Box.Run("ip", "link", "set", CulvertPair.Tunnel, "down");

        pair.WaitForPing();
        Assert.Equal(spi, pair.Box.Tunnel(CulvertPair.Tunnel).Child!.InSpi);
    }

    [Fact]
    public void A_route_in_the_way_is_told_and_makes_no_handshakes()
    {
        using var pair = new CulvertPair(SiteAddresses.VpcNetwork);
        string[] foreign = ["route", "add", "blackhole", SiteAddresses.VpcNetwork, "metric", "10"];
        pair.Site.Box.Run("ip", foreign);
        using var wan = new PacketCapture(pair.Site.Box, "wan");
        pair.Connect();
        string spi = pair.Box.Tunnel(CulvertPair.Tunnel).Child!.InSpi;
        Thread.Sleep(2000);

        Assert.Equal(spi, pair.Box.Tunnel(CulvertPair.Tunnel).Child!.InSpi);
        Assert.InRange(wan.Stop().Count(packet => packet.IsIke), 4, 20);
        Eventually.Until("it is told", Limit, IsTold, pair.Describe);
        foreign[1] = "del";
        pair.Site.Box.Run("ip", foreign);
        pair.WaitForPing();
        Eventually.Until("it is told no longer", Limit, () => !IsTold(), pair.Describe);

        bool IsTold() => pair.Box.Culvert("show", "tunnels").OrThrow().Output.Contains("another route has that place", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-4")]
    [InlineData("-6")]
    public void A_rule_that_was_deleted_comes_back(string family)
    {
        using var pair = new CulvertPair(SiteAddresses.VpcNetwork);
        pair.Connect();
        string before = Rules();

        pair.Site.Box.Run("sh", "-c", $"while ip {family} rule del pref 4356 2>/dev/null; do :; done");

        Eventually.Until("the rule is back", Limit, () => Rules() == before, pair.Describe);

        string Rules() => pair.Site.Box.Run("ip", family, "rule").Output;
    }
}
