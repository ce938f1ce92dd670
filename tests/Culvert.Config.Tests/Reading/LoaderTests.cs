using System.Net;
using System.Text;
using Culvert.Core;
using Culvert.Crypto;

namespace Culvert.Config.Tests.Reading;

public sealed class LoaderTests
{
    [Theory]
    [InlineData("udp", EncapsulationMode.Udp)]
    [InlineData("esp", EncapsulationMode.Esp)]
    [InlineData("auto", EncapsulationMode.Auto)]
    public void Each_encapsulation_is_a_choice(string word, EncapsulationMode mode) =>
        Assert.All(Samples.LoadWith("\"udp\"", $"\"{word}\"").Config!.Tunnels, tunnel => Assert.Equal(mode, tunnel.Encapsulation));

    [Fact]
    public void A_peer_may_have_an_IPv6_address() =>
        Assert.Equal("2001:db8::45", Samples.LoadWith("\"3.34.222.45\"", "\"2001:db8::45\"").Config!.Tunnels.Last().RemoteAddress!.ToString());

    [Fact]
    public void The_example_loads_with_every_value_in_effect()
    {
        ConfigResult result = Samples.Load();

        Assert.Empty(result.Problems);
        GatewayConfig config = result.Config!;
        Assert.Equal("branch-seoul", config.System.HostName);
        Assert.Equal(new WanConfig("eth0") { Dhcp = true }, config.Interfaces.Wan);
        Assert.Equal(new InterfaceConfig("eth1", IPAddress.Parse("10.60.1.1"), 24), config.Interfaces.Lan);
        ConnectionConfig aws = Assert.Single(config.Connections);
        Assert.Equal([IpPrefix.Parse("10.50.0.0/16")], aws.RemoteNetworks);
        Assert.Equal(["Tunnel1", "Tunnel2"], aws.Tunnels.Select(tunnel => tunnel.Name));
        TunnelConfig first = aws.Tunnels[0];
        Assert.Equal("aes128-sha1-modp1024", Assert.Single(first.IkeProposals).ToString());
        Assert.Equal("aes128-sha1-modp1024", Assert.Single(first.EspProposals).ToString());
        Assert.Equal(TimeSpan.FromHours(8), first.IkeLifetime);
        Assert.Equal(TimeSpan.FromHours(1), first.EspLifetime);
        Assert.Null(first.LocalAddress);
        Assert.Equal("52.42.3.179", first.LocalId!.ToString());
        Assert.Equal(Identity.FromAddress(IPAddress.Parse("3.34.222.44")), first.RemoteId);
        Assert.Equal(["10.60.0.0/16"], first.LocalSelectors.Select(selector => selector.ToString()));
        Assert.Equal("hanna_tunnel1", Encoding.UTF8.GetString(first.PreSharedKey.Span));
        Assert.Equal("hanna_tunnel2", Encoding.UTF8.GetString(aws.Tunnels[1].PreSharedKey.Span));
    }

    [Theory]
    [InlineData("enabled", true)]
    [InlineData("disabled", false)]
    public void The_reset_button_can_be_disabled(string word, bool isEnabled)
    {
        Assert.Equal(isEnabled, Samples.Load($"{{\"system\": {{\"resetButton\": \"{word}\"}}}}", "{}").Config!.System.IsResetButtonEnabled);
        Assert.True(Samples.Load("{}", "{}").Config!.System.IsResetButtonEnabled);
    }

    [Theory]
    [InlineData("{}", "{}")]
    [InlineData("", "")]
    [InlineData("\uFEFF{}\r\n", " \n")]
    public void An_empty_configuration_is_a_configuration(string config, string secrets)
    {
        ConfigResult result = Samples.Load(config, secrets);

        Assert.Empty(result.Problems);
        Assert.Empty(result.Config!.Connections);
    }

    [Fact]
    public void Defaults_fill_what_a_minimal_tunnel_leaves_open()
    {
        ConfigResult result = Samples.Load(
            """{"connections": {"hq": {"localNetworks": ["10.1.0.0/16"], "remoteNetworks": ["10.2.0.0/16"], "tunnels": {"t": {"remote": {"address": "192.0.2.1"}}}}}}""",
            """{"connections": {"hq": {"preSharedKey": "shared by all tunnels"}}}""");

        Assert.Empty(result.Problems);
        TunnelConfig tunnel = Assert.Single(result.Config!.Tunnels);
        Assert.Equal(StartMode.Initiate, tunnel.Start);
        Assert.Equal(2, tunnel.IkeVersion);
        Assert.Equal(EncapsulationMode.Udp, tunnel.Encapsulation);
        Assert.Equal(1024, tunnel.ReplayWindow);
        Assert.Equal((10.0, 30.0), (tunnel.DpdDelay.TotalSeconds, tunnel.DpdTimeout.TotalSeconds));
        Assert.Equal(DefaultSuites.Ike, tunnel.IkeProposals);
        Assert.Null(tunnel.LocalId);
    }

    [Fact]
    public void Default_suites_are_strong_and_the_strongest_comes_first()
    {
        Assert.Equal(["aes256gcm16-prfsha384-ecp384", "aes128gcm16-prfsha256-ecp256", "aes256-sha256-modp2048"], DefaultSuites.Ike.Select(suite => suite.ToString()));
        Assert.Equal(["aes256gcm16-ecp384", "aes128gcm16-ecp256", "aes256-sha256-modp2048"], DefaultSuites.Esp.Select(suite => suite.ToString()));
        Assert.DoesNotContain(DefaultSuites.Ike, suite => suite.IsWeak());
        Assert.DoesNotContain(DefaultSuites.Esp, suite => suite.IsWeak());
        Assert.Equal((DefaultSuites.Ike[0], DefaultSuites.Esp[0]), (DefaultSuites.StrongIke, DefaultSuites.StrongEsp));
    }

    [Fact]
    public void A_written_suite_may_stand_for_several_and_none_is_offered_twice()
    {
        ConfigResult result = Samples.LoadWith(
            "\"preference\": 90",
            """
            "preference": 110, "esp": { "proposals": ["aes128gcm16-aes256gcm16-x25519-esn", "aes256gcm16-esn-noesn-x25519"] }
            """);

        Assert.Empty(result.Problems);
        Assert.Equal(
            ["aes128gcm16-x25519-esn", "aes256gcm16-x25519-esn", "aes256gcm16-x25519"],
            result.Config!.Tunnels.Single(tunnel => tunnel.Preference == 110).EspProposals.Select(suite => suite.ToString()));
    }

    [Fact]
    public void A_tunnel_overrides_its_connection_key_by_key()
    {
        ConfigResult result = Samples.LoadWith(
            "\"preference\": 90",
            """
            "preference": 110, "esp": { "lifetime": 1800, "replayWindow": 64 }, "dpd": { "timeout": "2m" }, "local": { "id": "@branch" }
            """);

        Assert.Empty(result.Problems);
        TunnelConfig[] tunnels = [.. result.Config!.Tunnels];
        Assert.Equal("Tunnel2", tunnels[0].Name);
        Assert.Equal(TimeSpan.FromMinutes(30), tunnels[0].EspLifetime);
        Assert.Equal("aes128-sha1-modp1024", tunnels[0].EspProposals[0].ToString());
        Assert.Equal(64, tunnels[0].ReplayWindow);
        Assert.Equal((10.0, 120.0), (tunnels[0].DpdDelay.TotalSeconds, tunnels[0].DpdTimeout.TotalSeconds));
        Assert.Equal(IdentityType.Fqdn, tunnels[0].LocalId!.Type);
        Assert.Equal(TimeSpan.FromHours(1), tunnels[1].EspLifetime);
        Assert.Equal(1024, tunnels[1].ReplayWindow);
    }

    [Theory]
    [InlineData("\"hanna_tunnel1\"", "68616e6e615f74756e6e656c31")]
    [InlineData("\"0x00ff10\"", "00ff10")]
    [InlineData("\"0sAP8Q\"", "00ff10")]
    [InlineData("\"0t0x00\"", "30783030")]
    [InlineData("\"pass\\u00e9\"", "70617373c3a9")]
    public void A_pre_shared_key_may_be_text_hexadecimal_or_base64(string written, string hex)
    {
        ConfigResult result = Samples.Load(secrets: Samples.Secrets.Replace("\"hanna_tunnel1\"", written, StringComparison.Ordinal));

        Assert.Empty(result.Problems);
        Assert.Equal(hex, Convert.ToHexStringLower(result.Config!.Connections[0].Tunnels[0].PreSharedKey.Span));
    }

    [Fact]
    public void A_peer_may_be_at_any_address_when_it_calls_and_has_an_identity()
    {
        ConfigResult result = Samples.LoadWith("\"start\": \"initiate\", \"remote\": { \"address\": \"3.34.222.44\" }", "\"start\": \"respond\", \"remote\": { \"address\": \"%any\", \"id\": \"@hub\" }");

        Assert.Empty(result.Problems);
        Assert.Null(result.Config!.Tunnels.First().RemoteAddress);
    }

    [Fact]
    public void Selectors_may_have_protocols_ports_and_ranges()
    {
        ConfigResult result = Samples.LoadWith("\"routing\": \"static\",", "\"remoteSelectors\": [\"10.50.0.0-10.50.255.255[tcp/443]\", \"10.50.0.0/16[udp]\"],");

        Assert.Empty(result.Problems);
        Assert.Equal(["10.50.0.0/16[tcp/443]", "10.50.0.0/16[udp]"], result.Config!.Connections[0].Tunnels[0].RemoteSelectors.Select(selector => selector.ToString()));
    }

    [Fact]
    public void Selectors_are_the_networks_unless_they_are_given()
    {
        ConfigResult result = Samples.LoadWith("\"routing\": \"static\",", "\"localSelectors\": [\"0.0.0.0/0\"], \"remoteSelectors\": [\"0.0.0.0/0\"],");

        Assert.Empty(result.Problems);
        ConnectionConfig aws = result.Config!.Connections[0];
        Assert.Equal(["10.50.0.0/16"], aws.RemoteNetworks.Select(network => network.ToString()));
        Assert.All(aws.Tunnels, tunnel => Assert.Equal(["0.0.0.0/0"], tunnel.RemoteSelectors.Select(selector => selector.ToString())));
    }

    [Fact]
    public void Connections_keep_the_order_of_the_file()
    {
        static string Connection(string name, string tunnel) =>
            $"\"{name}\": {{\"localNetworks\": [\"10.1.0.0/16\"], \"remoteNetworks\": [\"10.2.0.0/16\"], \"tunnels\": {{\"{tunnel}\": {{\"remote\": {{\"address\": \"192.0.2.1\"}} }} }} }}";

        ConfigResult result = Samples.Load(
            $"{{\"connections\": {{ {Connection("zulu", "z")}, {Connection("alpha", "a")} }} }}",
            """{"connections": {"alpha": {"preSharedKey": "a"}, "zulu": {"preSharedKey": "z"}}}""");

        Assert.Empty(result.Problems);
        Assert.Equal(["zulu", "alpha"], result.Config!.Connections.Select(c => c.Name));
    }
}
