using Culvert.Lab.Gateways;
using Culvert.Lab.Hosts;
using Culvert.Lab.Topologies;

namespace Culvert.Interop.Tests;

/// <summary>The product and strongSwan at the two ends of a site-to-site connection. Who calls stands in the box's place.</summary>
internal sealed class Pairing : IDisposable
{
    public const string Tunnel = "Tunnel1";
    private const string Secret = "a.shared_secret";
    private static readonly TimeSpan UpLimit = TimeSpan.FromSeconds(40), RekeyLimit = TimeSpan.FromSeconds(40);

    private Pairing(SiteToSite site, Host culvert, CulvertConnection culvertSide, Host strongSwan, StrongSwanConnection strongSwanSide,
        StrongSwanRelease? release)
    {
        Site = site;
        CulvertSide = culvertSide;
        StrongSwanSide = strongSwanSide;
        Culvert = new CulvertGateway(culvert);
        Culvert.Configure(culvertSide);
        strongSwan.Forward();
        StrongSwan = new StrongSwanGateway(strongSwan, strongSwanSide, release);
    }

    public SiteToSite Site { get; }

    public CulvertGateway Culvert { get; }

    public CulvertConnection CulvertSide { get; }

    public StrongSwanGateway StrongSwan { get; }

    public StrongSwanConnection StrongSwanSide { get; }

    private static string Caller(bool ipv6) => ipv6 ? SiteAddresses.BoxIPv6 : SiteAddresses.BoxPublic;

    private static string Called(bool ipv6) => ipv6 ? SiteAddresses.EndpointIPv6 : SiteAddresses.Endpoints[0];

    /// <summary>The product calls strongSwan.</summary>
    public static Pairing CulvertCalls(string ike, string esp, NatPlace nat = NatPlace.None,
        Func<CulvertConnection, CulvertConnection>? culvert = null, Func<StrongSwanConnection, StrongSwanConnection>? strongSwan = null,
        StrongSwanRelease? release = null, string? encapsulation = null, bool ipv6 = false)
    {
        Requires.Culvert();
        Requires.StrongSwan(release);
        (string caller, string called) = (Caller(ipv6), Called(ipv6));
        var site = new SiteToSite(nat);
        CulvertConnection ours = Culverts("initiate", caller, called, ike, esp) with
        {
            Encapsulation = encapsulation,
            LocalNetworks = [SiteAddresses.BranchNetwork],
            RemoteNetworks = [SiteAddresses.VpcNetwork],
        };
        StrongSwanConnection theirs = StrongSwans(called, caller, ike, esp) with
        {
            LocalAddress = nat.HasFlag(NatPlace.Called) ? SiteAddresses.PeerPrivate : called,
            LocalSelectors = SiteAddresses.VpcNetwork,
            RemoteSelectors = SiteAddresses.BranchNetwork,
        };
        return new Pairing(site, site.Box, culvert?.Invoke(ours) ?? ours, site.Peer, strongSwan?.Invoke(theirs) ?? theirs, release);
    }

    /// <summary>strongSwan calls the product.</summary>
    public static Pairing StrongSwanCalls(string ike, string esp, NatPlace nat = NatPlace.None,
        Func<CulvertConnection, CulvertConnection>? culvert = null, Func<StrongSwanConnection, StrongSwanConnection>? strongSwan = null,
        StrongSwanRelease? release = null, string? encapsulation = null, bool ipv6 = false)
    {
        Requires.Culvert();
        Requires.StrongSwan(release);
        (string caller, string called) = (Caller(ipv6), Called(ipv6));
        var site = new SiteToSite(nat);
        CulvertConnection ours = Culverts("respond", called, caller, ike, esp) with
        {
            Encapsulation = encapsulation,
            LocalNetworks = [SiteAddresses.VpcNetwork],
            RemoteNetworks = [SiteAddresses.BranchNetwork],
        };
        StrongSwanConnection theirs = StrongSwans(caller, called, ike, esp) with
        {
            LocalAddress = nat is NatPlace.None or NatPlace.Called ? caller : SiteAddresses.BoxPrivate,
            RemoteAddress = called,
            LocalSelectors = SiteAddresses.BranchNetwork,
            RemoteSelectors = SiteAddresses.VpcNetwork,
        };
        return new Pairing(site, site.Peer, culvert?.Invoke(ours) ?? ours, site.Box, strongSwan?.Invoke(theirs) ?? theirs, release);
    }

    /// <summary>Starts both ends and waits until the tunnel is up in the product's opinion.</summary>
    public void Connect()
    {
        if (CulvertSide.Start == "initiate")
        {
            StrongSwan.Start();
            Culvert.Start();
        }
        else
        {
            Culvert.Start();
            StrongSwan.Start();
            CommandResult called = StrongSwan.Initiate();
            Assert.True(called.ExitCode == 0, $"{called.Output}{called.Error}{Describe()}");
        }
        WaitFor("up", UpLimit);
    }

    /// <summary>Waits for a state of the product's tunnel; a failure shows both logs.</summary>
    public TimeSpan WaitFor(string state, TimeSpan limit) => Eventually.Until($"{Tunnel} is {state}", limit,
        () => Culvert.Tunnels().Any(tunnel => tunnel.State == state), Describe);

    /// <summary>Waits until a ping through the tunnel is answered.</summary>
    public TimeSpan WaitForPing(TimeSpan limit) => Eventually.Until("ping", limit, Site.CanPing, Describe);

    /// <summary>strongSwan rekeys the CHILD SA; returns the new one, once the product uses it.</summary>
    public ChildView RekeyChild()
    {
        string first = Culvert.Tunnel(Tunnel).Child!.InSpi;
        StrongSwan.RekeyChild();
        Eventually.Until("the CHILD SA is another", RekeyLimit, () => Culvert.Tunnel(Tunnel).Child is { } child && child.InSpi != first, Describe);
        return Culvert.Tunnel(Tunnel).Child!;
    }

    /// <summary>What both ends say, for a failure's message.</summary>
    public string Describe() =>
        $"{Culvert.Culvert("show", "tunnels").Output}\n--- culvert\n{Culvert.Log}\n--- strongSwan\n{StrongSwan.Log}";

    public void Dispose() => Site.Dispose();

    private static CulvertConnection Culverts(string start, string local, string remote, string ike, string esp) => new()
    {
        Tunnel = Tunnel,
        Start = start,
        LocalId = local,
        RemoteAddress = remote,
        Secret = Secret,
        IkeProposal = ike,
        EspProposal = esp,
        LocalNetworks = [],
        RemoteNetworks = [],
    };

    private static StrongSwanConnection StrongSwans(string local, string remote, string ike, string esp) => new()
    {
        LocalAddress = local,
        LocalId = local,
        RemoteId = remote,
        Secret = Secret,
        IkeProposals = ike,
        EspProposals = esp,
    };
}
