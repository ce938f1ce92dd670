using Culvert.Lab.Gateways;
using Culvert.Lab.Hosts;

namespace Culvert.Lab.Topologies;

/// <summary>
/// A branch, the box, and a VPN connection with its two endpoints as AWS gives it.
/// <code>
/// branch ─ lan─box─wan ─ internet(NAT) ─┬─ aws1 ─┬─ vpcrouter ─ vpc
///                                       └─ aws2 ─┘
/// </code>
/// The box has AWS's file, aws.conf, and its secrets; it is configured and started by whoever uses the laboratory. The rest runs.
/// </summary>
public sealed class AwsLaboratory : IDisposable
{
    private const string SampleFile = "aws.conf";
    private const string SampleSecrets = "aws.secrets";
    private readonly Network _network;

    /// <param name="peer">What the endpoints are made of.</param>
    /// <param name="nat">A NAT before the box; without it the box has the public address itself.</param>
    /// <param name="prefix">Of the names of the namespaces; null takes a unique one.</param>
    public AwsLaboratory(PeerKind peer, bool nat = true, string? prefix = null)
    {
        _network = new Network(prefix);
        Internet = new Internet(_network);
        Branch = _network.AddHost("branch");
        Box = _network.AddHost("box");
        VpcRouter = _network.AddHost("vpcrouter");
        Vpc = _network.AddHost("vpc");
        if (nat) Internet.AttachBehindNat(Box, SiteAddresses.BoxPrivate, SiteAddresses.NatPrivate, SiteAddresses.BoxPublic);
        else Internet.AttachPublic(Box, SiteAddresses.BoxPublic);
        Lan.Attach(_network, Box, SiteAddresses.BoxLan, Branch, SiteAddresses.BranchHost);
        Lan.Attach(_network, VpcRouter, SiteAddresses.VpcRouter, Vpc, SiteAddresses.VpcHost);
        VpcRouter.Forward();
        Endpoints = [AddEndpoint(peer, 0), AddEndpoint(peer, 1)];
        Gateway = new CulvertGateway(Box);
        foreach (string file in (string[])[SampleFile, SampleSecrets])
            File.Copy(Path.Combine(AppContext.BaseDirectory, "Aws", file), Path.Combine(Box.Directory, file));
        ReturnPath = new ReturnPathRouter(VpcRouter, Endpoints, SiteAddresses.BranchNetwork);
    }

    public Internet Internet { get; }

    public Host Branch { get; }

    public Host Box { get; }

    public Host VpcRouter { get; }

    public Host Vpc { get; }

    public IReadOnlyList<AwsEndpoint> Endpoints { get; }

    public ReturnPathRouter ReturnPath { get; }

    /// <summary>The box's gateway.</summary>
    public CulvertGateway Gateway { get; }

    /// <summary>The endpoint at the far end of a tunnel of the sample file: Tunnel1, Tunnel2.</summary>
    public AwsEndpoint EndpointOf(string tunnel) => Endpoints[tunnel[^1] - '1'];

    /// <summary>Imports the sample file as an engineer would.</summary>
    public CommandResult ImportSample() => Gateway.Import(SampleFile, "--secrets", SampleSecrets,
        "--local", SiteAddresses.BranchNetwork, "--remote", SiteAddresses.VpcNetwork);

    /// <summary>Imports, starts the box, waits until both tunnels are up. Returns how long they took from the start.</summary>
    public TimeSpan BringUp(TimeSpan limit)
    {
        ImportSample().OrThrow();
        Gateway.Start();
        return Eventually.Until("both tunnels are up", limit,
            () => Gateway.Tunnels() is { Count: 2 } tunnels && tunnels.All(tunnel => tunnel.IsUp),
            () => Gateway.Culvert("show", "tunnels").Output + Gateway.Log);
    }

    public void Dispose()
    {
        ReturnPath.Dispose();
        _network.Dispose();
    }

    private AwsEndpoint AddEndpoint(PeerKind kind, int zone)
    {
        string address = SiteAddresses.Endpoints[zone];
        Host host = _network.AddHost($"aws{zone + 1}");
        Internet.AttachPublic(host, address);
        string inside = $"10.50.254.{zone * 4 + 2}";
        string router = $"10.50.254.{zone * 4 + 1}";
        _network.Connect(VpcRouter, host.Name, [$"{router}/30"], host, "lan", [$"{inside}/30"]);
        host.AddRoute(SiteAddresses.VpcNetwork, "via", router);
        var endpoint = new AwsEndpoint(host, address, inside, CreateGateway(kind, host, address, $"hanna_tunnel{zone + 1}"));
        endpoint.Gateway.Start();
        return endpoint;
    }

    private static IGateway CreateGateway(PeerKind kind, Host host, string address, string secret)
    {
        if (kind == PeerKind.StrongSwan)
        {
            host.Forward();
            return new StrongSwanGateway(host, StrongSwanConnection.Aws(address, SiteAddresses.BoxPublic, secret));
        }
        var gateway = new CulvertGateway(host);
        gateway.Configure(Responder(address, secret));
        return gateway;
    }

    private static CulvertConnection Responder(string address, string secret) => new()
    {
        Name = "vpn",
        Start = "respond",
        RemoteAddress = SiteAddresses.BoxPublic,
        LocalId = address,
        Secret = secret,
        IkeProposal = "aes128-sha1-modp1024",
        EspProposal = "aes128-sha1-modp1024",
        LocalNetworks = [SiteAddresses.VpcNetwork],
        RemoteNetworks = [SiteAddresses.BranchNetwork],
        AnySelectors = true,
    };
}
