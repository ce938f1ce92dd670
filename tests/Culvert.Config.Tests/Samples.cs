namespace Culvert.Config.Tests;

/// <summary>The documents of the manual's example, and ways to vary them.</summary>
internal static class Samples
{
    public const string Config = """
        { "system":     { "hostName": "branch-seoul" },
          "interfaces": { "wan": { "device": "eth0", "address": "dhcp" }, "lan": { "device": "eth1", "address": "10.60.1.1/24" } },
          "connections": {
            "aws": {
              "mode": "active-standby", "localNetworks": ["10.60.0.0/16"], "remoteNetworks": ["10.50.0.0/16"], "routing": "static",
              "ike": { "version": 2, "proposals": ["aes128-sha1-modp1024"], "lifetime": "8h" },
              "esp": { "proposals": ["aes128-sha1-modp1024"], "lifetime": "1h", "encapsulation": "udp" },
              "dpd": { "delay": "10s", "timeout": "30s" },
              "local": { "address": "%defaultroute", "id": "52.42.3.179" },
              "tunnels": {
                "Tunnel1": { "start": "initiate", "remote": { "address": "3.34.222.44" }, "preference": 100 },
                "Tunnel2": { "start": "initiate", "remote": { "address": "3.34.222.45" }, "preference": 90 } } } } }
        """;

    public const string Secrets = """
        { "connections": { "aws": { "tunnels": { "Tunnel1": { "preSharedKey": "hanna_tunnel1" }, "Tunnel2": { "preSharedKey": "hanna_tunnel2" } } } } }
        """;

    public static ConfigDocuments Documents(string config = Config, string secrets = Secrets) =>
        new(new NamedText("culvert.json", config), new NamedText("secrets.json", secrets));

    public static ConfigResult Load(string config = Config, string secrets = Secrets) => ConfigLoader.Load(Documents(config, secrets));

    /// <summary>Loads the example with one piece of its text exchanged.</summary>
    public static ConfigResult LoadWith(string piece, string replacement)
    {
        Assert.Contains(piece, Config, StringComparison.Ordinal);
        return Load(Config.Replace(piece, replacement, StringComparison.Ordinal));
    }
}
