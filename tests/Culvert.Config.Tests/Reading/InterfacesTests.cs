using System.Net;

namespace Culvert.Config.Tests.Reading;

public sealed class InterfacesTests
{
    [Fact]
    public void A_static_WAN_has_its_gateway_and_name_servers()
    {
        WanConfig? wan = Load(""" "wan": { "device": "eth0", "address": "198.51.100.2/24", "gateway": "198.51.100.1", "nameServers": ["198.51.100.53", "2001:db8::53"] } """)
            .Config?.Interfaces.Wan;
        Assert.Equal(
            new WanConfig("eth0", IPAddress.Parse("198.51.100.2"), 24) { Gateway = IPAddress.Parse("198.51.100.1"), NameServers = [IPAddress.Parse("198.51.100.53"), IPAddress.Parse("2001:db8::53")] },
            wan);
        Assert.Equal("198.51.100.0/24", wan?.Network.ToString());
    }

    [Theory]
    [InlineData("198.51.100.2/32", "198.51.100.1")]
    [InlineData("198.51.100.2/31", "198.51.100.3")]
    [InlineData("2001:db8::2/64", "2001:db8::1")]
    [InlineData("2001:db8::2/64", "fe80::1")]
    public void A_gateway_may_be_reached_in_every_usual_way(string address, string gateway)
    {
        ConfigResult result = Load($$""" "wan": { "address": "{{address}}", "gateway": "{{gateway}}" } """);
        Assert.Empty(result.Problems);
        Assert.Empty(result.Notes);
        Assert.Equal(IPAddress.Parse(gateway), result.Config?.Interfaces.Wan?.Gateway);
    }

    [Theory]
    [InlineData(""" "address": "dhcp", "gateway": "198.51.100.1" """, "the gateway comes by DHCP")]
    [InlineData(""" "gateway": "198.51.100.1" """, "interfaces.wan.gateway needs interfaces.wan.address")]
    [InlineData(""" "nameServers": ["198.51.100.1"] """, "interfaces.wan.nameServers needs interfaces.wan.address")]
    [InlineData(""" "address": "198.51.100.2/24", "gateway": "198.51.101.1" """, "198.51.101.1 is not in 198.51.100.0/24")]
    [InlineData(""" "address": "198.51.100.2/24", "gateway": "2001:db8::1" """, "2001:db8::1 is not in 198.51.100.0/24")]
    [InlineData(""" "address": "198.51.100.2/24", "gateway": "198.51.100.2" """, "198.51.100.2 is our own address")]
    [InlineData(""" "address": "198.51.100.2/24", "gateway": "198.51.100.255" """, "198.51.100.255 is the broadcast address")]
    [InlineData(""" "address": "198.51.100.2/24", "gateway": "198.51.100.0" """, "198.51.100.0 is the network itself")]
    [InlineData(""" "address": "198.51.100.2/24", "gateway": "router" """, "'router' is not an address")]
    [InlineData(""" "address": "198.51.100.2/24", "gateway": "224.0.0.1" """, "'224.0.0.1' is not an address")]
    [InlineData(""" "address": "dhcp", "nameServers": ["dns"] """, "'dns' is not an address")]
    [InlineData(""" "address": "dhcp", "nameServers": ["9.9.9.9", "8.8.8.8", "1.1.1.1", "4.4.4.4"] """, "4 are too many")]
    public void What_cannot_be_is_refused_in_words(string wan, string words)
    {
        ConfigResult result = Load($$""" "wan": { {{wan}} } """);
        Assert.Contains(words, Assert.Single(result.Problems).What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_gateway_of_the_LAN_belongs_to_the_WAN() =>
        Assert.Contains("belongs to the WAN", Assert.Single(Load(""" "lan": { "gateway": "10.60.1.254" } """).Problems).Remedy, StringComparison.Ordinal);

    [Theory]
    [InlineData(""" "lan": { "address": "dhcp" } """, "dhcp is for the WAN")]
    [InlineData(""" "lan": { "address": "10.60.1.0/24" } """, "10.60.1.0 is the network itself")]
    [InlineData(""" "lan": { "address": "10.60.1.255/24" } """, "10.60.1.255 is the broadcast address")]
    [InlineData(""" "lan": { "address": "127.0.0.1/8" } """, "127.0.0.1 is a loopback address")]
    [InlineData(""" "wan": { "address": "10.60.0.9/16" }, "lan": { "address": "10.60.1.1/24" } """, "10.60.1.0/24 overlaps the WAN's 10.60.0.0/16")]
    [InlineData(""" "wan": { "address": "10.60.1.9/28" }, "lan": { "address": "10.60.1.1/24" } """, "10.60.1.0/24 overlaps the WAN's 10.60.1.0/28")]
    public void An_address_that_no_LAN_can_have_is_left_out_and_noted(string interfaces, string words)
    {
        ConfigResult result = Load(interfaces);
        Assert.Empty(result.Problems);
        ConfigProblem note = Assert.Single(result.Notes);
        Assert.Contains(words, note.What, StringComparison.Ordinal);
        Assert.Contains("are left alone", note.What, StringComparison.Ordinal);
        Assert.Null(result.Config?.Interfaces.Lan?.Address);
    }

    private static ConfigResult Load(string interfaces) => Samples.Load($$"""{ "interfaces": { {{interfaces}} } }""", "{}");
}
