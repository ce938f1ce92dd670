namespace Culvert.Config.Tests.Changes;

public sealed class ConfigDiffTests
{
    private static readonly GatewayConfig Before = Samples.Load().Config!;

    private static ConfigDiff DiffWith(string piece, string replacement) => ConfigDiff.Between(Before, Samples.LoadWith(piece, replacement).Config!);

    [Fact]
    public void The_same_text_read_twice_is_no_change() => Assert.True(ConfigDiff.Between(Before, Samples.Load().Config!).IsEmpty);

    [Fact]
    public void A_host_name_touches_no_tunnel()
    {
        ConfigDiff diff = DiffWith("branch-seoul", "branch-busan");

        Assert.True(diff.SystemChanged);
        Assert.Empty(diff.RenegotiatedTunnels);
        Assert.Empty(diff.ChangedConnections);
    }

    [Theory]
    [InlineData("\"preference\": 90", "\"preference\": 95")]
    [InlineData("\"Tunnel2\": { \"start\": \"initiate\"", "\"Tunnel2\": { \"start\": \"off\"")]
    [InlineData("\"preference\": 90", "\"preference\": 90, \"dpd\": { \"delay\": \"5s\" }")]
    public void Preference_start_and_liveness_keep_the_associations(string piece, string replacement)
    {
        ConfigDiff diff = DiffWith(piece, replacement);

        Assert.Equal(["Tunnel2"], diff.AdjustedTunnels);
        Assert.Empty(diff.RenegotiatedTunnels);
    }

    [Fact]
    public void A_suite_renews_every_tunnel_that_inherits_it() =>
        Assert.Equal(["Tunnel1", "Tunnel2"], DiffWith("\"version\": 2, \"proposals\": [\"aes128-sha1-modp1024\"]", "\"proposals\": [\"aes256-sha256-modp2048\"]").RenegotiatedTunnels);

    [Fact]
    public void A_new_secret_renews_its_tunnel_only()
    {
        GatewayConfig after = Samples.Load(secrets: Samples.Secrets.Replace("hanna_tunnel2", "other", StringComparison.Ordinal)).Config!;

        Assert.Equal(["Tunnel2"], ConfigDiff.Between(Before, after).RenegotiatedTunnels);
    }

    [Fact]
    public void Tunnels_come_and_go_with_their_connection()
    {
        ConfigDiff gone = ConfigDiff.Between(Before, GatewayConfig.Empty);
        ConfigDiff back = ConfigDiff.Between(GatewayConfig.Empty, Before);

        Assert.Equal(["Tunnel1", "Tunnel2"], gone.RemovedTunnels);
        Assert.Equal(["aws"], gone.ChangedConnections);
        Assert.Equal(["Tunnel1", "Tunnel2"], back.RenegotiatedTunnels);
        Assert.Equal(["aws"], back.ChangedConnections);
    }

    [Fact]
    public void Networks_change_the_connection_and_its_selectors()
    {
        ConfigDiff diff = DiffWith("\"10.50.0.0/16\"", "\"10.50.0.0/16\", \"10.51.0.0/16\"");

        Assert.Equal(["aws"], diff.ChangedConnections);
        Assert.Equal(["Tunnel1", "Tunnel2"], diff.RenegotiatedTunnels);
    }
}
