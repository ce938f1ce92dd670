using System.Net;
using System.Text;
using Culvert.Control;
using Culvert.Control.Leds;
using Culvert.Core;
using Culvert.Gateway.Configuration;
using Culvert.Gateway.ControlSocket;
using Culvert.Gateway.Logging;
using Culvert.Gateway.Loop;
using Culvert.Gateway.Network;
using Culvert.Gateway.Packets;
using Culvert.Gateway.Tests.Hardware;
using Culvert.Gateway.Tests.Packets;
using Culvert.Hal;
using Culvert.Hal.Boards;
using Culvert.Hal.Packets;
using Culvert.Hal.Simulated;
using Culvert.Hal.Simulated.Packets;
using Culvert.Testing;

namespace Culvert.Gateway.Tests.Loop;

/// <summary>A whole gateway on a simulated machine: everything but the poll loop around it.</summary>
internal sealed class Box : ITunnelDevices, IDisposable
{
    private readonly StringWriter _logText = new();
    private readonly Log _log;
    private readonly SimulatedStorage _storage = new();
    private readonly InlineJobs _jobs = new();
    private readonly int _wan;
    private bool _logIsClosed;

    public Box(SimulatedWire wire, TestClock clock, string address, string lan, ulong seed)
    {
        Address = IPAddress.Parse(address);
        _log = new Log(_logText, LogLevel.Trace, TimeProvider.System);
        _wan = AddDevice("wan");
        Network.AddAddress(_wan, address, 24);
        Network.AddAddress(AddDevice("lan"), lan, 24);
        ConnectWan();
        Path = new PacketPath(new SimulatedPacketPlatform(wire, Address), new SeededEntropy(seed), clock, new PacketPathOptions(RoutingMarks.SocketMark));
        _storage.CreateDirectory("/run");
        var ledger = new SettingsLedger(Sysctl, new LedgerFile(_storage, "/run/culvert.state", "machine"));
        var reconciler = new NetworkReconciler(Network, Sysctl, ledger, this);
        Control = new GatewayControl(new SeededEntropy(seed + 1), new LedLayout("status", ["tunnel1", "tunnel2"]));
        Engine = new GatewayEngine(Control, Path, reconciler, new NicRoles(BoardCatalog.Find("lab").Board.Nics, new FakeNics(), _log), _jobs, clock, _log);
        Store = new ConfigStore(_storage, "/etc/culvert");
        Commands = new GatewayCommands(Engine, Store, new StatusReport(Control, clock, TimeProvider.System), _log);
    }

    public IPAddress Address { get; }

    public SimulatedNetwork Network { get; } = new();

    public SimulatedSysctl Sysctl { get; } = new();

    public Dictionary<string, SimulatedTun> Tuns { get; } = [];

    public PacketPath Path { get; }

    public GatewayControl Control { get; }

    public GatewayEngine Engine { get; }

    public ConfigStore Store { get; }

    public GatewayCommands Commands { get; }

    /// <summary>Everything logged so far; ends the log.</summary>
    public string Log
    {
        get
        {
            if (!_logIsClosed) _log.Dispose();
            _logIsClosed = true;
            return _logText.ToString();
        }
    }

    public void ConnectWan() => Network.AddForeignRoute(DefaultRoute);

    public void DisconnectWan()
    {
        Network.RemoveForeignRoute(DefaultRoute);
        Network.RemoveForeignRoute(Network.GetRoutes(KernelRoute.MainTable).Single(route => route.Protocol == 2 && route.Uses(_wan)));
    }

    public TunnelStatus Tunnel(Instant now, string name = "Tunnel1") => Control.GetTunnels(now).Single(tunnel => tunnel.Name == name);

    /// <summary>Puts both files there, as an editor does.</summary>
    public void Write(string config, string secrets)
    {
        _storage.CreateDirectory("/etc/culvert");
        _storage.Write("/etc/culvert/culvert.json", Encoding.UTF8.GetBytes(config));
        _storage.Write("/etc/culvert/secrets.json", Encoding.UTF8.GetBytes(secrets));
    }

    public ControlReply Ask(params string[] words) => Commands.Execute(new ControlRequest(words, Json: true));

    /// <summary>What the poll loop would do now; true when anything happened.</summary>
    public bool Turn()
    {
        Path.Step();
        bool any = Path.Attention.Lower() | _jobs.HasDone;
        Engine.TakePackets();
        Engine.TakeJobs();
        return any;
    }

    public void Create(string tunnel, string device, int mtu)
    {
        AddDevice(device);
        Tuns[tunnel] = new SimulatedTun(device);
        Path.AddTunnel(tunnel, Tuns[tunnel], mtu);
    }

    public void SetMtu(string tunnel, int mtu) => Path.SetMtu(tunnel, mtu);

    public void Remove(string tunnel)
    {
        if (!Tuns.Remove(tunnel, out SimulatedTun? tun)) return;
        Path.RemoveTunnel(tunnel);
        Network.RemoveLink(tun.Name);
        Sysctl.RemoveDevice(tun.Name);
    }

    public void Dispose()
    {
        _ = Log;
        Path.Dispose();
        _logText.Dispose();
    }

    private KernelRoute DefaultRoute => new()
    {
        Destination = IpPrefix.Parse("0.0.0.0/0"),
        Protocol = 3,
        PreferredSource = Address,
        NextHops = [new NextHop(_wan, IPAddress.Parse("192.0.2.254"))],
    };

    private int AddDevice(string name)
    {
        Sysctl.AddDevice(name);
        return Network.AddLink(name);
    }
}
