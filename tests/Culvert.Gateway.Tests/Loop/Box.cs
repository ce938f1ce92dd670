using System.Net;
using System.Text;
using Culvert.Control;
using Culvert.Control.Interfaces;
using Culvert.Core;
using Culvert.Gateway.Configuration;
using Culvert.Gateway.ControlSocket;
using Culvert.Gateway.Hardware;
using Culvert.Gateway.Logging;
using Culvert.Gateway.Loop;
using Culvert.Gateway.Network;
using Culvert.Gateway.Packets;
using Culvert.Gateway.Reset;
using Culvert.Gateway.Tests.Hardware;
using Culvert.Gateway.Tests.Logging;
using Culvert.Gateway.Tests.Network;
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
    public const string Directory = "/nowhere/culvert";

    private const int ButtonLine = 3;

    private readonly WholeText _logText = new();
    private readonly Log _log;
    private readonly BoardHardware _hardware;
    private readonly DataWipe _wipe;
    private readonly InlineReset _reset;
    private readonly InlineJobs _jobs = new();
    private readonly int _wan;

    public Box(SimulatedWire wire, TestClock clock, string address, string lan, ulong seed)
    {
        Address = IPAddress.Parse(address);
        _log = new Log(_logText, LogLevel.Trace, TimeProvider.System);
        _wan = AddDevice("wan");
        Network.AddAddress(_wan, address, 24);
        Network.AddAddress(AddDevice("lan"), lan, 24);
        ConnectWan();
        Path = new PacketPath(new SimulatedPacketPlatform(wire, Address), new SeededEntropy(seed), clock, new PacketPathOptions(RoutingMarks.SocketMark));
        Storage.CreateDirectory("/run");
        var notes = new LedgerFile(Storage, "/run/culvert.state", "machine");
        var ledger = new SettingsLedger(Sysctl, notes);
        var reconciler = new NetworkReconciler(Network, Sysctl, ledger, this);
        BoardDescription lab = BoardCatalog.Find("lab").Board;
        _hardware = new BoardHardware(lab, clock);
        Control = new GatewayControl(new SeededEntropy(seed + 1), BoardHardware.LayoutOf(lab));
        _wipe = DataWipe.OfDirectory(Storage, Directory);
        _reset = new InlineReset(_wipe);
        var nics = new NicRoles(lab.Nics, new FakeNics(), _log);
        var ports = new PortKeeper(
            new InterfaceControl(), new PortReconciler(Network, notes), new DhcpProcess(DhcpClient, "/run/culvert.sock", "/culvert", path => path == "/sbin/udhcpc"),
            new ResolverFile(Storage, isImage: false, _log), Network, clock, _log, isImage: false);
        Engine = new GatewayEngine(Control, Path, reconciler, nics, ports, _jobs, _reset, clock, _log);
        Front = new FrontPanel(_hardware, Engine, clock, _log);
        Store = new ConfigStore(Storage, Directory);
        var report = new StatusReport(Control, Path, Front, new InterfaceReport(Network, reconciler, nics, ports), _log.Recent, clock, TimeProvider.System);
        Commands = new GatewayCommands(Engine, Front, Store, report, new ButtonPress(lab, _hardware, _log), _log);
        Front.Start();
    }

    public IPAddress Address { get; }

    public SimulatedStorage Storage { get; } = new();

    public FrontPanel Front { get; }

    public SimulatedClient DhcpClient { get; } = new();

    public SimulatedNetwork Network { get; } = new();

    public SimulatedSysctl Sysctl { get; } = new();

    public Dictionary<string, SimulatedTun> Tuns { get; } = [];

    public PacketPath Path { get; }

    public GatewayControl Control { get; }

    public GatewayEngine Engine { get; }

    public ConfigStore Store { get; }

    public GatewayCommands Commands { get; }

    /// <summary>Everything logged so far; ends the log.</summary>
    public string Log => _logText.Of(_log);

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
        Storage.CreateDirectory(Directory);
        Storage.Write(Directory + "/culvert.json", Encoding.UTF8.GetBytes(config));
        Storage.Write(Directory + "/secrets.json", Encoding.UTF8.GetBytes(secrets));
    }

    public ControlReply Ask(params string[] words) => Commands.Execute(new ControlRequest(words, Json: true));

    public Deadline NextDeadline => Deadline.Earliest(Engine.NextDeadline, Front.NextDeadline);

    /// <summary>Does what is due.</summary>
    public void Tick(Instant now)
    {
        if (Engine.NextDeadline.IsDue(now)) Engine.Tick();
        Front.Tick();
        Front.ShowLeds();
    }

    /// <summary>Moves the button's line.</summary>
    public void PressButton(bool isPressed) => _hardware.Simulated!.Driver.Drive(ButtonLine, level: !isPressed);

    /// <summary>The level of an LED's pin.</summary>
    public bool IsLit(int line) => _hardware.Simulated!.Driver.Level(line);

    /// <summary>What the poll loop would do now; true when anything happened.</summary>
    public bool Turn()
    {
        Front.TakeEdges();
        Path.Step();
        bool any = Path.Attention.Lower() | _jobs.HasDone | _reset.HasDone;
        Engine.TakePackets();
        while (Engine.TakeJobs())
        {
        }

        return any;
    }

    /// <summary>Called for each device that is made.</summary>
    public Action OnDevice { get; set; } = static () => { };

    public void Create(string tunnel, string device, int mtu)
    {
        OnDevice();
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
        _hardware.Dispose();
        _wipe.Dispose();
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
