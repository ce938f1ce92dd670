using Culvert.Lab.Gateways;
using Culvert.Lab.Hosts;

namespace Culvert.Lab.Topologies;

/// <summary>
/// A VPN connection's far side as AWS gives it: two endpoints on the internet, and behind them a network.
/// <code>
/// internet ─┬─ aws1 ─┬─ vpcrouter ─ vpc
///           └─ aws2 ─┘
/// </code>
/// </summary>
public sealed class AwsCloud : IDisposable
{
    private readonly Network _network;
    private readonly Internet _internet;

    /// <param name="peer">What the endpoints are made of.</param>
    public AwsCloud(Network network, Internet internet, PeerKind peer)
    {
        (_network, _internet) = (network, internet);
        VpcRouter = network.AddHost("vpcrouter");
        Vpc = network.AddHost("vpc");
        Lan.Attach(network, VpcRouter, SiteAddresses.VpcRouter, Vpc, SiteAddresses.VpcHost);
        VpcRouter.Forward();
        Endpoints = [AddEndpoint(peer, 0), AddEndpoint(peer, 1)];
        ReturnPath = new ReturnPathRouter(VpcRouter, Endpoints, SiteAddresses.BranchNetwork);
    }

    /// <summary>The text file that AWS gives for the connection, as <see cref="Samples"/> has it.</summary>
    public const string SampleFile = "aws.conf";

    /// <summary>The file with the connection's keys.</summary>
    public const string SampleSecrets = "aws.secrets";

    /// <summary>Where those files are.</summary>
    public static string Samples { get; } = Path.Combine(AppContext.BaseDirectory, "Aws");

    public Host VpcRouter { get; }

    public Host Vpc { get; }

    public IReadOnlyList<AwsEndpoint> Endpoints { get; }

    public ReturnPathRouter ReturnPath { get; }

    /// <summary>The endpoint at the far end of a tunnel of the sample file: Tunnel1, Tunnel2.</summary>
    public AwsEndpoint EndpointOf(string tunnel) => Endpoints[tunnel[^1] - '1'];

    public void Dispose() => ReturnPath.Dispose();

    private AwsEndpoint AddEndpoint(PeerKind kind, int zone)
    {
        string address = SiteAddresses.Endpoints[zone];
        Host host = _network.AddHost($"aws{zone + 1}");
        _internet.AttachPublic(host, address);
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
