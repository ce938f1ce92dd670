using System.Text.Json;
using Culvert.Control;

namespace Culvert.Console.Tests;

public sealed class TunnelsJsonTests
{
    [Fact]
    public void A_tunnel_that_is_up_has_every_field_of_the_contract()
    {
        const string Expected =
            """
            {
              "name": "Tunnel1", "connection": "aws", "state": "up", "reasonCode": null, "reason": null,
              "warnings": [{ "code": "weak-suite", "text": "IKE suite aes128-sha1-modp1024: weak \"indeed\"" }],
              "since": "2026-11-22T19:05:00Z", "active": true, "device": "Tunnel1", "mtu": 1422,
              "local": { "address": "10.60.0.134", "port": 4500, "id": "52.42.3.179" },
              "remote": { "address": "3.34.222.44", "port": 4500, "id": "3.34.222.44" },
              "ike": { "version": 2, "role": "initiator", "initiatorSpi": "0123456789abcdef", "responderSpi": "fedcba9876543210",
                "suite": "aes128-sha1-modp1024", "nat": "local", "establishedSeconds": 12, "rekeyInSeconds": 22299 },
              "child": { "inSpi": "c0ffee01", "outSpi": "0000beef", "suite": "aes128-sha1", "pfs": null, "encapsulation": "udp",
                "localSelectors": ["10.60.0.0/16"], "remoteSelectors": ["10.50.0.0/16"], "rekeyInSeconds": 2779,
                "packetsIn": 10, "packetsOut": 12, "bytesIn": 45600000, "bytesOut": 1234, "lastInSeconds": 1 },
              "children": [
                { "inSpi": "c0ffee01", "outSpi": "0000beef", "suite": "aes128-sha1", "pfs": null, "encapsulation": "udp",
                  "localSelectors": ["10.60.0.0/16"], "remoteSelectors": ["10.50.0.0/16"], "rekeyInSeconds": 2779,
                  "packetsIn": 0, "packetsOut": 0, "bytesIn": 0, "bytesOut": 0 },
                { "inSpi": "c0ffee02", "outSpi": "0000beef", "suite": "aes128-sha1", "pfs": "modp1024", "encapsulation": "udp",
                  "localSelectors": ["10.60.0.0/16"], "remoteSelectors": ["10.50.0.0/16"], "rekeyInSeconds": 2779,
                  "packetsIn": 2, "packetsOut": 4, "bytesIn": 3, "bytesOut": 5 }],
              "drops": { "replay": 3, "integrity": 0, "selector": 1, "noSa": 0, "malformed": 0, "queue": 0, "congestion": 0 }
            }
            """;
        AssertSameJson($"[{Expected}]", TunnelsJson.Render(
            [Samples.Up], Samples.Now, Samples.Wall, (tunnel, child) => tunnel == "Tunnel1" && child.InboundSpi == 0xc0ffee02 ? new SaTraffic(2, 3, 4, 5) : default));
    }

    [Fact]
    public void A_tunnel_that_is_down_says_why_and_has_nulls_for_what_is_absent()
    {
        using JsonDocument document = JsonDocument.Parse(TunnelsJson.Render([Samples.Down], Samples.Now, Samples.Wall));
        JsonElement tunnel = document.RootElement[0];
        Assert.Equal("connecting", tunnel.GetProperty("state").GetString());
        Assert.Equal("no-answer", tunnel.GetProperty("reasonCode").GetString());
        Assert.Equal(JsonValueKind.Null, tunnel.GetProperty("ike").ValueKind);
        Assert.Equal(JsonValueKind.Null, tunnel.GetProperty("child").ValueKind);
        Assert.Equal(0, tunnel.GetProperty("children").GetArrayLength());
        Assert.Equal(JsonValueKind.Null, tunnel.GetProperty("local").GetProperty("address").ValueKind);
    }

    [Fact]
    public void A_tunnel_that_never_heard_its_peer_has_no_last_in()
    {
        var silent = Samples.Up with { Traffic = Samples.Down.Traffic };
        using JsonDocument document = JsonDocument.Parse(TunnelsJson.Render([silent], Samples.Now, Samples.Wall));
        Assert.Equal(JsonValueKind.Null, document.RootElement[0].GetProperty("child").GetProperty("lastInSeconds").ValueKind);
    }

    [Fact]
    public void A_name_cannot_break_out_of_its_string()
    {
        var hostile = Samples.Down with { Reason = "\"}],\u001b[31m\n" };
        using JsonDocument document = JsonDocument.Parse(TunnelsJson.Render([hostile], Samples.Now, Samples.Wall));
        Assert.Equal(hostile.Reason, document.RootElement[0].GetProperty("reason").GetString());
        Assert.DoesNotContain('\u001b', TunnelsJson.Render([hostile], Samples.Now, Samples.Wall));
    }

    [Fact]
    public void No_tunnels_are_an_empty_list() => Assert.Equal("[]\n", TunnelsJson.Render([], Samples.Now, Samples.Wall));

    // Field order counts too: people read it.
    private static void AssertSameJson(string expected, string actual)
    {
        using JsonDocument left = JsonDocument.Parse(expected);
        using JsonDocument right = JsonDocument.Parse(actual);
        Assert.Equal(JsonSerializer.Serialize(left.RootElement), JsonSerializer.Serialize(right.RootElement));
    }
}
