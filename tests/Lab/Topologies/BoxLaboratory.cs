using Culvert.Lab.Gateways;
using Culvert.Lab.Hosts;

namespace Culvert.Lab.Topologies;

/// <summary>
/// The emulated box behind a home router that gives it its address, a branch behind the box, and AWS.
/// <code>
/// branch ─ lan─(box)─wan ─ internet(NAT, DHCP) ─┬─ aws1 ─┬─ vpcrouter ─ vpc
///                                               └─ aws2 ─┘
/// </code>
/// </summary>
public sealed class BoxLaboratory : IDisposable
{
    private readonly Network _network = new();
    private readonly AwsCloud _cloud;

    /// <param name="peer">What the endpoints are made of.</param>
    /// <param name="card">The file that is the box's card.</param>
    public BoxLaboratory(PeerKind peer, string card, BoxWiring? wiring = null)
    {
        Internet = new Internet(_network);
        Branch = _network.AddHost("branch");
        _cloud = new AwsCloud(_network, Internet, peer);
        Box = new BoxMachine(_network.AddHost("emulator"), card, wiring);
        Internet.AttachBehindNat(Box, SiteAddresses.BoxPrivate, SiteAddresses.NatPrivate, SiteAddresses.BoxPublic);
        Box.Plug("lan", Branch, "eth0");
        Branch.AddAddress("eth0", $"{SiteAddresses.BranchHost}/24");
        Branch.AddRoute("default", "via", SiteAddresses.BoxLan);
    }

    public Internet Internet { get; }

    public Host Branch { get; }

    public Host Vpc => _cloud.Vpc;

    public BoxMachine Box { get; }

    public AwsEndpoint EndpointOf(string tunnel) => _cloud.EndpointOf(tunnel);

    public void Dispose()
    {
        Box.Dispose();
        _cloud.Dispose();
        _network.Dispose();
    }
}
