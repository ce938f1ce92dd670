using System.Text.Json.Nodes;
using Culvert.Lab.Gateways;
using Culvert.Lab.Hosts;
using Culvert.Lab.Topologies;

namespace Culvert.Interop.Tests;

/// <summary>A box whose WAN has no address but what its configuration says; the peer knows it by its identity.</summary>
internal sealed class DhcpSite : IDisposable
{
    public const string Tunnel = "Tunnel1";
    public const string Provider = "198.51.100.1", First = "198.51.100.20", Second = "198.51.100.30";

    private const string BoxId = "branch.example", Secret = "a.shared_secret";
    private const string IkeSuite = "aes128gcm16-prfsha256-ecp256", EspSuite = "aes128gcm16-ecp256";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    public DhcpSite()
    {
        Requires.Culvert();
        Requires.Tool("busybox");
        Site = new SiteToSite();
        Box = new CulvertGateway(Site.Box) { Launcher = ["unshare", "--uts"] };
        Peer = new CulvertGateway(Site.Peer);
        Host router = Site.Internet.Router;
        Site.Box.Run("ip", "address", "flush", "dev", "wan");
        Site.Box.Run("ip", "link", "set", "wan", "down");
        router.Run("ip", "address", "del", $"{SiteAddresses.Carrier}/32", "dev", Site.Box.Name);
        router.AddAddress(Site.Box.Name, $"{Provider}/24");
        Server = new DhcpServer(router, Site.Box.Name);
        Peer.Configure(new CulvertConnection
        {
            Start = "respond",
            RemoteAddress = "%any",
            RemoteId = BoxId,
            LocalId = SiteAddresses.Endpoints[0],
            Secret = Secret,
            IkeProposal = IkeSuite,
            EspProposal = EspSuite,
            LocalNetworks = [SiteAddresses.VpcNetwork],
            RemoteNetworks = [SiteAddresses.BranchNetwork],
        });
    }

    public SiteToSite Site { get; }

    public CulvertGateway Box { get; }

    public CulvertGateway Peer { get; }

    public DhcpServer Server { get; }

    public static string[] Options { get; } = ["subnet 255.255.255.0", $"router {Provider}", "dns 9.9.9.9", "ntpsrv 198.51.100.123", "mtu 1400"];

    /// <summary>Configures the box; a running one applies it.</summary>
    public void Configure(string interfaces, string system = "{}")
    {
        Box.Configure(new CulvertConnection
        {
            Start = "initiate",
            RemoteAddress = SiteAddresses.Endpoints[0],
            LocalId = BoxId,
            Secret = Secret,
            DpdDelay = "3s",
            DpdTimeout = "9s",
            IkeProposal = IkeSuite,
            EspProposal = EspSuite,
            LocalNetworks = [SiteAddresses.BranchNetwork],
            RemoteNetworks = [SiteAddresses.VpcNetwork],
        });
        string file = Path.Combine(Box.ConfigDirectory, "culvert.json");
        JsonObject config = JsonNode.Parse(File.ReadAllText(file))!.AsObject();
        config["interfaces"] = JsonNode.Parse(interfaces);
        config["system"] = JsonNode.Parse(system);
        File.WriteAllText(file, config.ToJsonString());
        if (Box.Process is not { HasExited: false } running) return;
        int before = running.TimesPrinted("applied");
        running.Hangup();
        Eventually.Until("the configuration is applied", Limit, () => running.TimesPrinted("applied") > before, Describe);
    }

    public void Connect()
    {
        Peer.Start();
        Box.Start();
        WaitForPing();
    }

    public void WaitForPing() => Eventually.Until("a ping through the tunnel", TimeSpan.FromSeconds(60), Site.CanPing, Describe);

    /// <summary>The IPv4 addresses of the box's WAN.</summary>
    public IReadOnlyList<string> Addresses(string device = "wan") =>
    [
        .. JsonNode.Parse(Site.Box.Run("ip", "-4", "-j", "address", "show", "dev", device).Output)!.AsArray()
            .SelectMany(link => link!["addr_info"]?.AsArray() ?? []).Select(info => info!["local"]!.GetValue<string>()),
    ];

    public void WaitForAddress(string? address, TimeSpan limit) =>
        Eventually.Until($"the WAN has {address ?? "nothing"}", limit, () => Addresses().SequenceEqual(address is null ? [] : [address]), Describe);

    public string Interfaces => Box.Culvert("show", "interfaces").Output;

    public string Describe() =>
        $"{Interfaces}{Box.Culvert("show", "tunnels").Output}\n--- box\n{Box.Log}\n--- server\n{Server.Log}\n--- peer\n{Peer.Log}\n{Site.Box.Try("ip", "route").Output}";

    public void Dispose() => Site.Dispose();
}
