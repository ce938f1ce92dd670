using System.Net;
using System.Text;
using Culvert.Control;
using Culvert.Core;
using Culvert.Gateway.Network;
using Culvert.Hal;
using Culvert.Hal.Packets;
using Culvert.Hal.Simulated;

namespace Culvert.Gateway.Tests.Network;

/// <summary>A simulated box with a WAN (wan, 192.0.2.1, default route) and a LAN (lan, 10.60.1.1/24), and processes that come and go on it.</summary>
internal sealed class Machine : ITunnelDevices
{
    public const string StatePath = "/run/culvert.state";

    private readonly Dictionary<string, string> _tunnels = [];

    public Machine()
    {
        Storage.CreateDirectory("/run");
        int wan = AddDevice("wan");
        int lan = AddDevice("lan");
        AddDevice("other");
        Sysctl["net/ipv4/conf/all/rp_filter"] = "0";
        Sysctl["net/ipv6/conf/all/forwarding"] = "0";
        Sysctl["net/ipv6/conf/default/force_forwarding"] = "0";
        Network.AddAddress(wan, "192.0.2.1", 24);
        Network.AddAddress(lan, "10.60.1.1", 24);
        DefaultRoute = new KernelRoute { Destination = IpPrefix.Parse("0.0.0.0/0"), Protocol = 3, NextHops = [new NextHop(wan, IPAddress.Parse("192.0.2.254"))] };
        Network.AddForeignRoute(DefaultRoute);
        (Reconciler, Ports) = Start();
    }

    public SimulatedNetwork Network { get; } = new();

    public SimulatedSysctl Sysctl { get; } = new();

    public SimulatedStorage Storage { get; } = new();

    public KernelRoute DefaultRoute { get; }

    public NetworkReconciler Reconciler { get; private set; }

    public PortReconciler Ports { get; private set; }

    public string Boot { get; set; } = "boot-1";

    public string? TunRefusal { get; set; }

    public static NetworkPlan Plan(string remote = "10.50.0.0/16", string peer = "3.34.222.44", string local = "10.60.0.0/16") => new(
        [new NetworkPlan.TunnelDevice("Tunnel1", "Tunnel1", 1422)],
        [new NetworkPlan.TunnelRoute(IpPrefix.Parse(remote), "Tunnel1", 100)],
        [IpPrefix.Parse(remote)],
        [IpPrefix.Parse(local)],
        [IPAddress.Parse(peer)]);

    public IReadOnlyList<NetworkProblem> Apply(NetworkPlan plan) => Reconciler.Apply(plan);

    /// <summary>kill -9: the TUN devices and their routes go, everything else stays; then the next process starts.</summary>
    public void CrashAndRestart()
    {
        foreach (string tunnel in _tunnels.Keys.ToList()) Remove(tunnel);
        (Reconciler, Ports) = Start();
    }

    public int AddDevice(string name)
    {
        Sysctl.AddDevice(name);
        return Network.AddLink(name);
    }

    /// <summary>Everything about the machine that a guest must leave as it was.</summary>
    public string Snapshot()
    {
        var text = new StringBuilder();
        text.AppendJoin('\n', Network.Routes.Select(route => route.ToString()).Order(StringComparer.Ordinal));
        text.AppendJoin('\n', Network.Rules);
        text.AppendJoin('\n', Network.GetLinks());
        text.AppendJoin('\n', Sysctl.Values.Select(pair => $"{pair.Key}={pair.Value}"));
        text.AppendJoin('\n', Storage.Files.Keys);
        return text.ToString();
    }

    public bool IsGuarded(string destination) =>
        Network.Route(IPAddress.Parse(destination)) is { Type: RouteType.Unreachable, Protocol: RoutingMarks.Protocol };

    public void Create(string tunnel, string device, int mtu)
    {
        if (TunRefusal is not null) throw new PacketDeviceException(TunRefusal);
        AddDevice(device);
        _tunnels[tunnel] = device;
    }

    public void SetMtu(string tunnel, int mtu)
    {
    }

    public void Remove(string tunnel)
    {
        if (!_tunnels.Remove(tunnel, out string? device)) return;
        Network.RemoveLink(device);
        Sysctl.RemoveDevice(device);
    }

    private (NetworkReconciler Reconciler, PortReconciler Ports) Start()
    {
        var notes = new LedgerFile(Storage, StatePath, Boot);
        return (new NetworkReconciler(Network, Sysctl, new SettingsLedger(Sysctl, notes), this), new PortReconciler(Network, notes));
    }
}
