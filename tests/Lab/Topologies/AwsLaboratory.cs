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
    private readonly Network _network;
    private readonly AwsCloud _cloud;

    /// <param name="peer">What the endpoints are made of.</param>
    /// <param name="nat">A NAT before the box; without it the box has the public address itself.</param>
    /// <param name="prefix">Of the names of the namespaces; null takes a unique one.</param>
    public AwsLaboratory(PeerKind peer, bool nat = true, string? prefix = null)
    {
        _network = new Network(prefix);
        Internet = new Internet(_network);
        Branch = _network.AddHost("branch");
        Box = _network.AddHost("box");
        if (nat) Internet.AttachBehindNat(Box, SiteAddresses.BoxPrivate, SiteAddresses.NatPrivate, SiteAddresses.BoxPublic);
        else Internet.AttachPublic(Box, SiteAddresses.BoxPublic);
        Lan.Attach(_network, Box, SiteAddresses.BoxLan, Branch, SiteAddresses.BranchHost);
        _cloud = new AwsCloud(_network, Internet, peer);
        Gateway = new CulvertGateway(Box);
        foreach (string file in (string[])[AwsCloud.SampleFile, AwsCloud.SampleSecrets])
            File.Copy(Path.Combine(AwsCloud.Samples, file), Path.Combine(Box.Directory, file));
    }

    public Internet Internet { get; }

    public Host Branch { get; }

    public Host Box { get; }

    public Host VpcRouter => _cloud.VpcRouter;

    public Host Vpc => _cloud.Vpc;

    public IReadOnlyList<AwsEndpoint> Endpoints => _cloud.Endpoints;

    public ReturnPathRouter ReturnPath => _cloud.ReturnPath;

    /// <summary>The box's gateway.</summary>
    public CulvertGateway Gateway { get; }

    /// <summary>The endpoint at the far end of a tunnel of the sample file: Tunnel1, Tunnel2.</summary>
    public AwsEndpoint EndpointOf(string tunnel) => _cloud.EndpointOf(tunnel);

    /// <summary>Imports the sample file as an engineer would.</summary>
    public CommandResult ImportSample() => Gateway.Import(AwsCloud.SampleFile, "--secrets", AwsCloud.SampleSecrets,
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
        _cloud.Dispose();
        _network.Dispose();
    }
}
