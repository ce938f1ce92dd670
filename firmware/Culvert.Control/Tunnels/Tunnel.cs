using System.Net;
using Culvert.Config;
using Culvert.Control.Network;
using Culvert.Control.Paths;
using Culvert.Core;
using Culvert.Ike;

namespace Culvert.Control.Tunnels;

/// <summary>One configured tunnel with all that is known of it, and what IKE may know of it.</summary>
internal sealed class Tunnel
{
    private readonly NatKeepalive _natKeepalive = new();
    private readonly RawEspWatch _rawEsp = new();
    private bool _needsUdp;
    private TunnelRole _role;
    private bool _adminDown;
    private string? _wanTrouble;

    public Tunnel(Instant now, TunnelConfig config, IEntropy entropy)
    {
        Config = config;
        Machine = new TunnelMachine(now, config.Name, entropy);
        Paths = new TunnelPaths(config.Name);
        Sample = new TrafficSample(config.Name, Instant.Zero, Instant.Zero, 0, 0, 0, 0, default);
    }

    public string Name => Config.Name;

    public TunnelConfig Config { get; private set; }

    /// <summary>The route to the peer; null while there is none.</summary>
    public WanPath? Path { get; private set; }

    /// <summary>What IKE is told; null while it shall neither initiate nor answer.</summary>
    public IkeTunnelConfig? Ike { get; private set; }

    /// <summary>What the machine refused; null while it works.</summary>
    public string? LocalError { get; private set; }

    /// <summary>Which route into the tunnel the machine refused; null while it has them all.</summary>
    public string? RouteError { get; set; }

    /// <summary>The machine refused what the tunnel needs, and the tunnel is wanted.</summary>
    public bool IsFaulty => LocalError is not null || (RouteError is not null && Machine.State is TunnelState.Up or TunnelState.Suspect);

    public TunnelMachine Machine { get; }

    public TunnelPaths Paths { get; }

    /// <summary>The newest established IKE SA, as of the last look.</summary>
    public IkeSaStatus? Sa { get; set; }

    /// <summary>The outer addresses that the way to the peer may lead to.</summary>
    public IEnumerable<IPAddress> Peers => (Config.RemoteAddress, Sa) switch
    {
        ({ } address, _) => [address],
        (null, { } sa) => [WanPath.Anybody, sa.Remote.Address],
        _ => [WanPath.Anybody],
    };

    /// <summary>The CHILD SAs that carry our packets, newest first.</summary>
    public IReadOnlyList<ChildSaStatus> Carrying =>
        Sa is null ? [] : [.. Sa.Children.Where(child => child.OutboundReady).OrderByDescending(child => child.EstablishedAt)];

    private bool SendsRaw => Carrying.Any(child => !child.UdpEncapsulated);

    public ChildSaStatus? Child => Carrying is [{ } newest, ..] ? newest : null;

    /// <summary>What fits through the most expensive of them.</summary>
    public int Mtu => Carrying.Select(child => MtuOf(child)).DefaultIfEmpty(MtuOf(null)).Min();

    public Deadline NextKeepalive => _natKeepalive.Next(Sa, Sample.LastOut);

    public TrafficSample Sample { get; set; }

    /// <summary>Raw ESP is sent, and nothing of it seems to arrive.</summary>
    public bool IsEspBlocked => SendsRaw && _rawEsp.IsBlocked;

    /// <summary>Packets are wanted in the device although there is no SA: they start the negotiation.</summary>
    public bool WaitsForPackets => _role == TunnelRole.OnDemand && Machine.State is TunnelState.Connecting or TunnelState.Refused && Ike is not null;

    public void Configure(Instant now, TunnelConfig config, WanPath? path, string? wanTrouble)
    {
        if (config.Encapsulation != Config.Encapsulation) _needsUdp = false;
        TunnelRole role = RoleOf(config.Start);
        bool startsOtherwise = role != _role && Ike is not null;
        _role = role;
        Config = config;
        (Path, _wanTrouble) = (path, wanTrouble);
        Machine.Configure(config.RemoteAddress, role, config.DpdDelay);
        if (!Refresh(now) && startsOtherwise && Ike is not null) Machine.Restart(now);
    }

    /// <summary>A way to the peer that is new deserves an attempt at once; one that is lost leaves the SA its chance.</summary>
    /// <param name="wanTrouble">Why there is none, where that is known.</param>
    public void MoveTo(Instant now, WanPath? path, string? wanTrouble)
    {
        if (path == Path && (path is not null || wanTrouble == _wanTrouble)) return;
        bool isSameWay = path is not null && path.IsSameWay(Path);
        if (path != Path && !isSameWay) _needsUdp = false;
        (Path, _wanTrouble) = (path, wanTrouble);
        if (isSameWay) return;
        bool idle = Machine.State is TunnelState.Connecting or TunnelState.Refused;
        if (!Refresh(now) && path is not null && idle && Ike is not null) Machine.Restart(now);
    }

    public void SetLocalError(Instant now, string? problem)
    {
        LocalError = problem;
        Refresh(now);
    }

    public void Obey(Instant now, TunnelCommand command)
    {
        _adminDown = command is TunnelCommand.Down;
        _needsUdp = false;
        if (!Refresh(now) && command is TunnelCommand.Restart && Ike is not null) Machine.Restart(now);
    }

    /// <summary>Looks whether raw ESP gets through; where the configuration permits UDP, the tunnel is negotiated anew with it if not.</summary>
    /// <param name="lastHeard">When any tunnel of the connection last received ESP.</param>
    /// <returns>Whether it is negotiated anew.</returns>
    public bool WatchRawEsp(Instant now, Instant lastHeard)
    {
        _rawEsp.Look(Machine.CanSend && SendsRaw, Sample.LastOut, lastHeard);
        if (!_rawEsp.IsBlocked || Config.Encapsulation == EncapsulationMode.Esp || _needsUdp) return false;
        _needsUdp = true;
        return Refresh(now);
    }

    /// <summary>The keepalive for the NAT before us, if it is time for one.</summary>
    public PathChange? TakeKeepalive(Instant now)
    {
        if (Sa is null || !NextKeepalive.IsDue(now)) return null;
        _natKeepalive.Sent(now);
        return new PathChange.SendNatKeepalive(Name, Sa.Local, Sa.Remote);
    }

    public void Stop(Instant now)
    {
        Ike = null;
        (LocalError, RouteError) = (null, null);
        Machine.Disable(now, ReasonText.Stopping);
    }

    /// <summary>Decides whether IKE may know the tunnel, and begins or ends it accordingly.</summary>
    /// <returns>Whether the tunnel was begun or ended.</returns>
    public bool Refresh(Instant now)
    {
        if (Config.Start == StartMode.Off) return Disable(now, ReasonText.ConfiguredOff);
        if (_adminDown) return Disable(now, ReasonText.AdminDown(Name));
        if (LocalError is not null) return Block(now, ReasonText.LocalError(LocalError));
        if (Path is null) return Paths.IsEmpty && Block(now, ReasonText.NoRoute(Config.RemoteAddress, _wanTrouble));
        if (Config.Encapsulation == EncapsulationMode.Esp && !Path.AllowsRawEsp) return Block(now, ReasonText.NoRawEsp);
        IkeTunnelConfig wanted = IkeTunnelConfigs.Make(Config, Path, _needsUdp);
        if (wanted.Equals(Ike)) return false;
        bool begins = Ike is null || !Ike.IsSamePeering(wanted);
        Ike = wanted;
        if (begins) Machine.Connect(now);
        return begins;
    }

    private int MtuOf(ChildSaStatus? child) => TunnelMtu.Of(Config, Config.RemoteAddress ?? Sa?.Remote.Address, child, Path);

    private bool Disable(Instant now, TunnelReason reason)
    {
        Ike = null;
        Machine.Disable(now, reason);
        return true;
    }

    private bool Block(Instant now, TunnelReason reason)
    {
        Ike = null;
        Machine.Block(now, reason);
        return true;
    }

    private static TunnelRole RoleOf(StartMode start) => start switch
    {
        StartMode.Initiate => TunnelRole.Initiate,
        StartMode.OnDemand => TunnelRole.OnDemand,
        _ => TunnelRole.Respond,
    };
}
