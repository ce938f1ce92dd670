namespace Culvert.Config.Tests.Reading;

public sealed class LoaderProblemTests
{
    [Theory]
    [InlineData("\"hostName\"", "\"hostNam\"", "\"hostNam\"", "unknown key 'hostNam' in system", "did you mean 'hostName'?")]
    [InlineData("\"hostName\": \"branch-seoul\"", "\"resetButton\": \"never\"", "\"resetButton\"", "system.resetButton: 'never' is not a choice", "use one of: enabled, disabled")]
    [InlineData("\"lifetime\": \"8h\"", "\"lifetme\": \"8h\"", "\"lifetme\"", "unknown key 'lifetme' in connections.aws.ike", "did you mean 'lifetime'?")]
    [InlineData("\"system\"", "\"zzzzzz\"", "\"zzzzzz\"", "unknown key 'zzzzzz'", "known here: system, interfaces, connections")]
    [InlineData("\"version\": 2", "\"version\": \"2\"", "\"version\"", "connections.aws.ike.version must be a whole number", null)]
    [InlineData("\"version\": 2", "\"version\": 1", "\"version\"", "IKEv1 is not supported by this version", "set ike.version to 2")]
    [InlineData("\"version\": 2", "\"version\": 3", "\"version\"", "connections.aws.ike.version: 3 is out of range", "use 1 to 2")]
    [InlineData("\"8h\"", "\"8 hours\"", "\"lifetime\"", "connections.aws.ike.lifetime: '8 hours' is not a duration", "write it as 8h, 10m, 30s or in seconds")]
    [InlineData("\"static\"", "\"statik\"", "\"routing\"", "connections.aws.routing: 'statik' is not a choice", "did you mean 'static'?")]
    [InlineData("\"static\"", "\"bgp\"", "\"routing\"", "BGP is not supported by this version", "set routing to static")]
    [InlineData("\"udp\"", "\"utp\"", "\"encapsulation\"", "connections.aws.esp.encapsulation: 'utp' is not a choice", "did you mean 'udp'?")]
    [InlineData("[\"10.60.0.0/16\"]", "[\"10.60.1.0/16\"]", "\"10.60.1.0/16\"", "connections.aws.localNetworks: '10.60.1.0/16' is not a network", "did you mean '10.60.0.0/16'?")]
    [InlineData("[\"10.60.0.0/16\"]", "[\"10.50.0.0/16\"]", "\"remoteNetworks\"", "10.50.0.0/16 is at both ends", "the networks of the two ends must differ")]
    [InlineData("[\"10.60.0.0/16\"]", "\"10.60.0.0/16\"", "\"localNetworks\"", "connections.aws.localNetworks must be a list of texts: [\"…\"]", null)]
    [InlineData("\"10.60.1.1/24\"", "\"10.60.1.1\"", "\"address\": \"10.60.1.1\"", "interfaces.lan.address: '10.60.1.1' is not an address with its length", "write it as 10.60.1.1/24")]
    [InlineData("\"eth1\"", "\"eth0\"", "\"device\": \"eth0\", \"address\": \"10", "interfaces.lan.device is the WAN's device 'eth0'", "a box has two")]
    [InlineData("\"30s\"", "\"10s\"", "\"timeout\"", "dpd.timeout (10s) must be longer than dpd.delay (10s)", "three times the delay is usual")]
    [InlineData("\"3.34.222.45\"", "\"3.34.222.44\"", "\"address\": \"3.34.222.44\" }, \"preference\": 90", "3.34.222.44 is already the peer of 'Tunnel1'", "each tunnel of a connection needs a peer of its own, or identities of its own")]
    [InlineData("\"3.34.222.45\"", "\"vpn.example.com\"", "\"address\": \"vpn", "connections.aws.tunnels.Tunnel2.remote.address: 'vpn.example.com' is not the address of a host", "write an address such as 203.0.113.7")]
    [InlineData("\"3.34.222.45\"", "\"fe80::1\"", "\"address\": \"fe80", "connections.aws.tunnels.Tunnel2.remote.address: fe80::1 is a link-local address, which means nothing without a device", "write a global or unique local address")]
    [InlineData("\"remote\": { \"address\": \"3.34.222.45\" }, ", "", "\"Tunnel2\"", "connections.aws.tunnels.Tunnel2.remote.address is missing", "every tunnel needs the address of its peer")]
    [InlineData("\"preference\": 90", "\"preference\": 90, \"preference\": 80", "\"preference\": 80", "'preference' stands here a second time in connections.aws.tunnels.Tunnel2", "the first is on line 12; remove one")]
    [InlineData("\"preference\": 90", "\"preSharedKey\": \"x\"", "\"preShared", "unknown key 'preSharedKey' in connections.aws.tunnels.Tunnel2", "secrets belong in secrets.json")]
    [InlineData("\"preference\": 90", "\"mode\": \"ecmp\"", "\"mode\": \"ecmp\"", "unknown key 'mode' in connections.aws.tunnels.Tunnel2", "it belongs to the connection: its tunnels all lead to the same networks")]
    public void A_mistake_is_named_with_its_place_and_what_to_do(string piece, string replacement, string at, string what, string? remedy)
    {
        ConfigResult result = Samples.LoadWith(piece, replacement);

        Assert.Null(result.Config);
        ConfigProblem problem = Assert.Single(result.Problems);
        Assert.Equal((what, remedy), (problem.What, problem.Remedy));
        Assert.Equal(PlaceOf(at, Samples.Config.Replace(piece, replacement, StringComparison.Ordinal)), (problem.Line, problem.Column));
    }

    [Fact]
    public void All_mistakes_are_found_at_once_in_the_order_of_the_files()
    {
        ConfigResult result = Samples.Load(
            Samples.Config.Replace("\"8h\"", "\"x\"", StringComparison.Ordinal).Replace("\"eth0\"", "\"a/b\"", StringComparison.Ordinal).Replace("aes128-sha1-modp1024", "rot13", StringComparison.Ordinal),
            Samples.Secrets.Replace("Tunnel2", "Tunel2", StringComparison.Ordinal));

        Assert.Equal(
            [
                "interfaces.wan.device: 'a/b' is not a device name",
                "connections.aws.ike.proposals: suite 'rot13': 'rot13' is not an algorithm that is known here",
                "connections.aws.ike.lifetime: 'x' is not a duration",
                "connections.aws.esp.proposals: suite 'rot13': 'rot13' is not an algorithm that is known here",
                "connections.aws.tunnels.Tunnel2.preSharedKey is missing",
                "culvert.json has no tunnel 'Tunel2'",
            ],
            result.Problems.Select(problem => problem.What));
        Assert.Equal("did you mean 'Tunnel2'?", result.Problems[^1].Remedy);
    }

    [Theory]
    [InlineData("{ \"system\": { \"hostName\": \"a\" }\n  \"interfaces\": {} }", 2)]
    [InlineData("{ \"system\": { \"hostName\": \"a\" } } x", 1)]
    [InlineData("{\n\n\"system\": {", 3)]
    [InlineData("{\n// comment\n}", 2)]
    [InlineData("connections:\n  aws:\n", 1)]
    public void What_is_not_JSON_is_reported_with_its_line_and_nothing_else(string text, int line)
    {
        ConfigProblem problem = Assert.Single(Samples.Load(text).Problems);

        Assert.Equal("this is not JSON", problem.What);
        Assert.Equal(("culvert.json", line), (problem.File, problem.Line));
    }

    [Theory]
    [InlineData("{\"connections\": {\"aws\": {\"tunnels\": {\"Tunnel1\": {\"preSharedKey\": \"hush\"}, \"Tunnel2\": {\"preSharedKey\": hush}}}}}")]
    [InlineData("{\"connections\": {\"aws\": {\"tunnels\": {\"Tunnel1\": {\"preSharedKey\": \"hush\"}, \"Tunnel2\": {\"preSharedKey\": \"0xhush\"}}}}}")]
    [InlineData("{\"connections\": {\"aws\": {\"tunnels\": {\"Tunnel1\": {\"preSharedKey\": \"hush\"}, \"Tunnel2\": {\"preSharedKey\": [\"hush\"]}}}}}")]
    public void A_problem_in_the_secrets_never_quotes_one(string secrets)
    {
        ConfigResult result = Samples.Load(secrets: secrets);

        Assert.NotEmpty(result.Problems);
        Assert.All(result.Problems, problem => Assert.DoesNotContain("hush", problem.ToString(), StringComparison.Ordinal));
        Assert.Contains(result.Problems, problem => problem.File == "secrets.json");
    }

    [Fact]
    public void A_tunnel_name_is_used_once_on_the_box()
    {
        ConfigResult result = Samples.LoadWith(
            "\"connections\": {",
            """
            "connections": { "other": { "localNetworks": ["10.1.0.0/16"], "remoteNetworks": ["10.2.0.0/16"], "tunnels": { "tunnel1": { "remote": { "address": "192.0.2.1" } } } },
            """);

        Assert.Contains(result.Problems, problem => problem.What == "tunnel name 'Tunnel1' is taken by connection 'other'" && problem.Remedy!.Contains("'aws-Tunnel1'", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{\"system\": {\"hostName\": \"a\\ud800b\"}}")]
    [InlineData("{\"system\": {\"hostName\": \"a\ud800b\"}}")]
    public void Half_a_surrogate_pair_is_refused(string config) => Assert.Single(Samples.Load(config, "{}").Problems);

    [Fact]
    public void Control_characters_of_a_document_do_not_reach_the_terminal()
    {
        ConfigProblem problem = Assert.Single(Samples.Load("{\"\\u001b[2J\\nsystem\": 1}", "{}").Problems);

        Assert.DoesNotContain(problem.ToString(), char.IsControl);
    }

    [Theory]
    [InlineData("10.50.0.0/16[tcp/http]", "connections.aws.remoteSelectors: '10.50.0.0/16[tcp/http]' is not a traffic selector")]
    [InlineData("10.50.0.1/16", "connections.aws.remoteSelectors: '10.50.0.1/16' is not a traffic selector")]
    public void A_selector_that_is_none_is_named(string selector, string what)
    {
        ConfigResult result = Samples.LoadWith("\"routing\": \"static\",", $"\"remoteSelectors\": [\"{selector}\", \"10.0.0.0/8\"],");

        Assert.Equal(what, Assert.Single(result.Problems).What);
    }

    [Fact]
    public void Selectors_that_leave_a_network_out_are_refused()
    {
        ConfigResult result = Samples.LoadWith("\"routing\": \"static\",", "\"remoteSelectors\": [\"10.51.0.0/16\"],");

        Assert.Equal("connections.aws.remoteSelectors does not cover the network 10.50.0.0/16", Assert.Single(result.Problems).What);
    }

    private static (int Line, int Column) PlaceOf(string piece, string text)
    {
        int at = text.IndexOf(piece, StringComparison.Ordinal);
        Assert.True(at >= 0, $"the text has no {piece}");
        return (text[..at].Count(c => c == '\n') + 1, at - text.LastIndexOf('\n', at));
    }
}
