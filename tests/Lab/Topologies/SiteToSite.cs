using Culvert.Lab.Hosts;

namespace Culvert.Lab.Topologies;

/// <summary>
/// Two gateways and a host behind each; the gateway processes are the test's affair.
/// <code>
/// branch ─ lan─box─wan ─ internet (NAT before either, if wanted) ─ wan─peer─lan ─ vpc
/// </code>
/// </summary>
public sealed class SiteToSite : IDisposable
{
    private const int PingIntervalMilliseconds = 20;
    private readonly Network _network;

    public SiteToSite(NatPlace nat = NatPlace.None, string? prefix = null)
    {
        _network = new Network(prefix);
        Internet = new Internet(_network);
        Branch = _network.AddHost("branch");
        Box = _network.AddHost("box");
        Peer = _network.AddHost("peer");
        Vpc = _network.AddHost("vpc");
        AttachBox(nat);
        if (nat.HasFlag(NatPlace.Called)) Internet.AttachBehindNat(Peer, SiteAddresses.PeerPrivate, SiteAddresses.PeerNatPrivate, SiteAddresses.Endpoints[0]);
        else Internet.AttachPublic(Peer, SiteAddresses.Endpoints[0]);
        if (nat == NatPlace.None)
        {
            Internet.AddIPv6(Box, SiteAddresses.BoxIPv6);
            Internet.AddIPv6(Peer, SiteAddresses.EndpointIPv6);
        }

        Lan.Attach(_network, Box, SiteAddresses.BoxLan, Branch, SiteAddresses.BranchHost);
        Lan.Attach(_network, Peer, SiteAddresses.VpcRouter, Vpc, SiteAddresses.VpcHost);
    }

    public Internet Internet { get; }

    public Host Branch { get; }

    public Host Box { get; }

    public Host Peer { get; }

    public Host Vpc { get; }

    /// <summary>One ping through the tunnel; true when it was answered within a second.</summary>
    public bool CanPing() => CanPing(SiteAddresses.BranchHost, SiteAddresses.VpcHost);

    /// <summary>The same from one of the branch's addresses to one of the VPC's.</summary>
    public bool CanPing(string from, string to) => Branch.Try("ping", "-I", from, "-c", "1", "-W", "1", to).ExitCode == 0;

    /// <summary>Pings through the tunnel, 50 a second, until stopped.</summary>
    public LabProcess StartPing() => Branch.Start("ping", "-i", $"0.0{PingIntervalMilliseconds}", "-W", "1", SiteAddresses.VpcHost);

    /// <summary>Gives the host behind each gateway, and the gateway, a second address in a second network.</summary>
    public void AddSecondNetworks()
    {
        AddSecondNetwork(Box, SiteAddresses.SecondBoxLan, Branch, SiteAddresses.BranchHost, SiteAddresses.SecondBranchHost);
        AddSecondNetwork(Peer, SiteAddresses.SecondVpcRouter, Vpc, SiteAddresses.VpcHost, SiteAddresses.SecondVpcHost);
    }

    /// <summary>Gives the host behind each gateway, and the gateway, an address of IPv6 beside the other.</summary>
    public void AddInnerIPv6()
    {
        Box.AddAddress("lan", "fd60:1::1/64");
        Branch.AddAddress("eth0", $"{SiteAddresses.BranchIPv6}/64");
        Branch.AddRoute("default", "via", "fd60:1::1");
        Peer.AddAddress("lan", "fd50:1::1/64");
        Vpc.AddAddress("eth0", $"{SiteAddresses.VpcIPv6}/64");
        Vpc.AddRoute("default", "via", "fd50:1::1");
    }

    /// <summary>One machine more on the internet, which is its own network.</summary>
    public Host AddMachine(string name, string publicAddress, string privateAddress)
    {
        Host machine = _network.AddHost(name);
        Internet.AttachPublic(machine, publicAddress);
        machine.AddAddress("lo", $"{privateAddress}/32");
        return machine;
    }

    public void Dispose() => _network.Dispose();

    private void AttachBox(NatPlace nat)
    {
        if (nat.HasFlag(NatPlace.CallersProvider)) Internet.AttachBehindTwoNats(Box, SiteAddresses.BoxPrivate, SiteAddresses.NatPrivate, SiteAddresses.BoxPublic);
        else if (nat.HasFlag(NatPlace.Caller)) Internet.AttachBehindNat(Box, SiteAddresses.BoxPrivate, SiteAddresses.NatPrivate, SiteAddresses.BoxPublic);
        else Internet.AttachPublic(Box, SiteAddresses.BoxPublic);
    }

    private static void AddSecondNetwork(Host gateway, string gatewayAddress, Host host, string hostAddress, string secondHostAddress)
    {
        // strongSwan's own ESP wants an address of its own in every network that it is to have routes from.
        gateway.AddAddress("lo", $"{gatewayAddress}/32");
        gateway.AddRoute($"{secondHostAddress}/32", "via", hostAddress);
        host.AddAddress("lo", $"{secondHostAddress}/32");
    }
}
