using Culvert.Lab.Hosts;

namespace Culvert.Lab.Topologies;

/// <summary>
/// The product's box, and a virtual machine in the peer's place, whose kernel has ESP.
/// <code>
/// branch ─ lan─box─wan ─ internet ─ wan─(guest)─lan ─ vpc
/// </code>
/// </summary>
public sealed class KernelSite : IDisposable
{
    private readonly Network _network;

    public KernelSite()
    {
        _network = new Network();
        Internet = new Internet(_network);
        Branch = _network.AddHost("branch");
        Box = _network.AddHost("box");
        Vpc = _network.AddHost("vpc");
        Internet.AttachPublic(Box, SiteAddresses.BoxPublic);
        Lan.Attach(_network, Box, SiteAddresses.BoxLan, Branch, SiteAddresses.BranchHost);
        Peer = new VirtualMachine(_network.AddHost("emulator"));
        Internet.AttachPublic(Peer, SiteAddresses.Endpoints[0]);
        Internet.AddIPv6(Box, SiteAddresses.BoxIPv6);
        Internet.AddIPv6ToGuest(SiteAddresses.EndpointIPv6);
        Lan.Attach(Peer, SiteAddresses.VpcRouter, Vpc, SiteAddresses.VpcHost);
        SetUpPeer();
    }

    public Internet Internet { get; }

    public Host Branch { get; }

    public Host Box { get; }

    public VirtualMachine Peer { get; }

    public Host Vpc { get; }

    /// <summary>The guest's addresses and routes: after each of its boots.</summary>
    public void SetUpPeer()
    {
        SetUpPeersWan();
        Peer.Run($"ip address add {SiteAddresses.VpcRouter}/24 dev lan && ip link set lan up");
    }

    /// <summary>Those of its WAN alone: also after that has been down.</summary>
    public void SetUpPeersWan() => Peer.Run($"""
        set -e
        ip address replace {SiteAddresses.Endpoints[0]}/32 dev wan
        ip link set wan up
        ip route replace default via {SiteAddresses.Carrier} dev wan onlink
        ip address replace {SiteAddresses.EndpointIPv6}/128 dev wan nodad
        ip route replace default via {SiteAddresses.CarrierIPv6} dev wan onlink
        """);

    public void Dispose()
    {
        Peer.Dispose();
        _network.Dispose();
    }
}
