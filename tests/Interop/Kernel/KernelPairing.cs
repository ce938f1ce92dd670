using Culvert.Lab.Gateways;
using Culvert.Lab.Hosts;
using Culvert.Lab.Topologies;

namespace Culvert.Interop.Tests.Kernel;

/// <summary>The product in the box's place and a Linux kernel in the peer's, with one connection.</summary>
internal sealed class KernelPairing : IDisposable
{
    public const string Tunnel = "Tunnel1";
    private const string Secret = "a.shared_secret";
    private static readonly TimeSpan UpLimit = TimeSpan.FromSeconds(60);
    private readonly KernelFixture _fixture;
    private readonly bool _peerCalls;
    private readonly StrongSwanConnection _connection;

    /// <param name="fixture">The virtual machine.</param>
    /// <param name="role">The product's: `initiator` or `responder`.</param>
    /// <param name="ike">The one IKE proposal of both.</param>
    /// <param name="esp">The one ESP proposal of both.</param>
    /// <param name="encapsulation">The product's setting.</param>
    /// <param name="ipv6">The two speak IPv6 to each other.</param>
    public KernelPairing(KernelFixture fixture, string role, string ike, string esp, string encapsulation, bool ipv6 = false)
    {
        Requires.Culvert();
        Requires.VirtualMachine();
        _fixture = fixture;
        _peerCalls = role == "responder";
        string ours = ipv6 ? SiteAddresses.BoxIPv6 : SiteAddresses.BoxPublic;
        string theirs = ipv6 ? SiteAddresses.EndpointIPv6 : SiteAddresses.Endpoints[0];
        Culvert = new CulvertGateway(fixture.Site.Box);
        Culvert.Configure(new CulvertConnection
        {
            Tunnel = Tunnel,
            Start = _peerCalls ? "respond" : "initiate",
            LocalId = ours,
            RemoteAddress = theirs,
            Secret = Secret,
            IkeProposal = ike,
            EspProposal = esp,
            Encapsulation = encapsulation,
            LocalNetworks = [SiteAddresses.BranchNetwork],
            RemoteNetworks = [SiteAddresses.VpcNetwork],
        });
        _connection = new StrongSwanConnection
        {
            LocalAddress = theirs,
            RemoteAddress = ours,
            LocalId = theirs,
            RemoteId = ours,
            Secret = Secret,
            IkeProposals = ike,
            EspProposals = esp,
            LocalSelectors = SiteAddresses.VpcNetwork,
            RemoteSelectors = SiteAddresses.BranchNetwork,
        };
        LoadPeer();
    }

    public CulvertGateway Culvert { get; }

    public KernelStrongSwan StrongSwan => _fixture.StrongSwan;

    public KernelSite Site => _fixture.Site;

    /// <summary>What the product says of its tunnel.</summary>
    public TunnelView View => Culvert.Tunnel(Tunnel);

    /// <summary>Gives the peer its connection: again, when it has been restarted.</summary>
    public void LoadPeer() => StrongSwan.Load(_connection);

    /// <summary>Starts the product, lets the caller call, waits until the tunnel is up and a ping passes.</summary>
    public void Connect()
    {
        Culvert.Start();
        if (_peerCalls) StrongSwan.Initiate().OrThrow();
        Eventually.Until($"{Tunnel} is up", UpLimit, Culvert.IsAnyTunnelUp, Describe);
        WaitForPing(UpLimit);
    }

    /// <summary>Waits until a ping through the tunnel is answered.</summary>
    public TimeSpan WaitForPing(TimeSpan limit) => Eventually.Until("ping", limit,
        () => Site.Branch.Try("ping", "-c", "1", "-W", "1", SiteAddresses.VpcHost).ExitCode == 0, Describe);

    /// <summary>The kernel's end rekeys the CHILD SA; returns the new one, once the product uses it.</summary>
    public ChildView RekeyChild()
    {
        string first = View.Child!.InSpi;
        StrongSwan.RekeyChild();
        Eventually.Until("the CHILD SA is another", UpLimit, () => View.Child is { } child && child.InSpi != first, Describe);
        return View.Child!;
    }

    /// <summary>What both ends say, for a failure's message.</summary>
    public string Describe() => $"{Culvert.Culvert("show", "tunnels").Output}\n--- culvert\n{Culvert.Log}\n--- strongSwan\n{StrongSwan.Log}\n" +
        Site.Peer.Try("ip xfrm state; ip xfrm policy; cat /proc/net/xfrm_stat").Output;

    public void Dispose()
    {
        Culvert.Stop();
        StrongSwan.Forget();
    }
}
