using Culvert.Lab.Gateways;
using Culvert.Lab.Hosts;
using Culvert.Lab.Topologies;

namespace Culvert.Interop.Tests;

/// <summary>The product at both ends of a site-to-site connection: the box calls, the peer answers.</summary>
internal sealed class CulvertPair : IDisposable
{
    public const string Tunnel = "Tunnel1";
    private const string Secret = "a.shared_secret";
    private static readonly TimeSpan UpLimit = TimeSpan.FromSeconds(40);

    /// <param name="farNetworks">What the box routes into the tunnel.</param>
    public CulvertPair(params IReadOnlyList<string> farNetworks)
        : this(new CulvertPairPlan { FarNetworks = farNetworks })
    {
    }

    public CulvertPair(CulvertPairPlan plan)
    {
        Requires.Culvert();
        Site = new SiteToSite(plan.Nat ? NatPlace.Caller : NatPlace.None);
        Box = new CulvertGateway(Site.Box);
        Peer = new CulvertGateway(Site.Peer);
        if (plan.InnerIPv6)
        {
            Site.AddInnerIPv6();
            plan = plan with { NearNetworks = [.. plan.NearNetworks, "fd60::/16"], FarNetworks = [.. plan.FarNetworks, "fd50::/16"] };
        }

        string caller = plan.IPv6 ? SiteAddresses.BoxIPv6 : SiteAddresses.BoxPublic;
        string called = plan.IPv6 ? SiteAddresses.EndpointIPv6 : SiteAddresses.Endpoints[0];
        Box.Configure(Connection("initiate", caller, called) with
        {
            LocalNetworks = plan.NearNetworks,
            RemoteNetworks = plan.FarNetworks,
            Encapsulation = plan.BoxEncapsulation,
            EspProposal = plan.EspProposal,
        });
        Peer.Configure(Connection("respond", called, caller) with
        {
            LocalNetworks = plan.FarNetworks,
            RemoteNetworks = plan.NearNetworks,
            Encapsulation = plan.PeerEncapsulation,
            EspProposal = plan.EspProposal,
        });
    }

    public SiteToSite Site { get; }

    public CulvertGateway Box { get; }

    public CulvertGateway Peer { get; }

    /// <summary>Starts both ends and waits until the box says that the tunnel is up.</summary>
    public void Connect()
    {
        Peer.Start();
        Box.Start();
        WaitUntilUp();
    }

    public void WaitUntilUp() => Eventually.Until($"{Tunnel} is up", UpLimit, Box.IsAnyTunnelUp, Describe);

    public void WaitForPing(string destination = SiteAddresses.VpcHost) => Eventually.Until(
        $"ping {destination}", UpLimit, () => Site.Branch.Try("ping", "-c", "1", "-W", "1", destination).ExitCode == 0, Describe);

    public string Describe() => $"{Box.Culvert("show", "tunnels").Output}\n--- box\n{Box.Log}\n--- peer\n{Peer.Log}";

    public void Dispose() => Site.Dispose();

    private static CulvertConnection Connection(string start, string local, string remote) => new()
    {
        Tunnel = Tunnel,
        Start = start,
        LocalId = local,
        RemoteAddress = remote,
        Secret = Secret,
        IkeProposal = "aes128-sha1-modp1024",
        EspProposal = "aes128-sha1",
        LocalNetworks = [],
        RemoteNetworks = [],
    };
}
