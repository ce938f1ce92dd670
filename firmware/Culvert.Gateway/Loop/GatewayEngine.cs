using Culvert.Config;
using Culvert.Control;
using Culvert.Control.Buttons;
using Culvert.Control.Reset;
using Culvert.Core;
using Culvert.Gateway.Logging;
using Culvert.Gateway.Network;
using Culvert.Gateway.Packets;
using Culvert.Gateway.Reset;
using Culvert.Hal;
using Culvert.Ike;

namespace Culvert.Gateway.Loop;

/// <summary>
/// Brings everything that happens to <see cref="GatewayControl"/> and carries out what it decides. One thread only.
/// After every input the outputs are drained, in the order that <see cref="GatewayControl"/> documents.
/// </summary>
internal sealed class GatewayEngine(
    GatewayControl control,
    PacketPath path,
    NetworkReconciler network,
    NicRoles nics,
    PortKeeper ports,
    IJobRunner jobs,
    IResetWork reset,
    IMonotonicClock clock,
    Log log)
{
    // A flood of IKE must not keep deadlines, clients and signals waiting; nor must hundreds of tunnels that begin together.
    private const int DatagramsPerTurn = 64;
    private const int JobsPerTurn = 16;

    private static readonly TimeSpan SampleInterval = TimeSpan.FromMilliseconds(100);

    // Not all that lets the machine refuse no longer is news of its network: room on the disk, a loaded module.
    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(10);

    private readonly Dictionary<(string Tunnel, bool IsOfRoute), string> _localErrors = [];
    private readonly DropReport _drops = new(path.Counters, control.IkeCounters, log);
    private readonly PathMtuWatch _pathMtu = new(path);
    private readonly RawEspReport _rawEsp = new(path.RawEspRefusal, log);
    private IReadOnlyList<NetworkProblem> _problems = [];
    private GatewayConfig _config = GatewayConfig.Empty;
    private Instant _nextSample;
    private Deadline _retry = Deadline.Never;

    public GatewayControl Control => control;

    /// <inheritdoc cref="NetworkReconciler.Meanwhile"/>
    public Action Meanwhile
    {
        set => network.Meanwhile = value;
    }

    /// <summary>The peers are being told; nothing new begins.</summary>
    public bool IsStopping { get; private set; }

    public bool IsStopped => control.IsStopped;

    /// <summary>Readable when a process of ours has ended.</summary>
    public IEnumerable<int> ChildDescriptors => ports.Descriptors;

    public Deadline NextDeadline => Deadline.Earliest(Deadline.Earliest(Deadline.Earliest(_retry, _pathMtu.NextLook), ports.NextDeadline), control.Plan.Devices.Count == 0
        ? control.NextDeadline
        : Deadline.Earliest(control.NextDeadline, new Deadline(_nextSample, "traffic sample")));

    /// <summary>
    /// Takes the first configuration. What is refused now for good will not be granted later: better to say so than to
    /// run without tunnels.
    /// </summary>
    /// <exception cref="UserException">The machine refuses; it is left as it was found.</exception>
    public void Start(GatewayConfig config)
    {
        ports.Adopt();
        if (Load(config).FirstOrDefault(problem => problem.IsLasting) is not { } refused) return;
        ports.Withdraw();
        network.Withdraw();
        throw new UserException(refused.Text);
    }

    /// <summary>Takes a whole configuration; what it does not change goes on undisturbed.</summary>
    /// <returns>What the machine refused of it, and had not refused before.</returns>
    public IReadOnlyList<NetworkProblem> Load(GatewayConfig config)
    {
        IReadOnlyList<NetworkProblem> before = _problems;
        _config = config;
        _rawEsp.Look(config);
        nics.Use(config.Interfaces);
        UsePorts();
        IReadOnlyList<NetworkProblem> problems = network.PreparePaths(config.Tunnels.Select(tunnel => tunnel.RemoteAddress ?? WanPath.Anybody));
        control.HandleConfig(clock.Now, config, FindPaths(), ports.WanTrouble);
        // The ports may need something else where the tunnels' plan stays as it was.
        if (!Drain()) Report(network.Resync());
        return [.. problems.Concat(_problems).Except(before)];
    }

    /// <summary>A word of the DHCP client, with what it says beside.</summary>
    /// <returns>What is wrong with it; null: it was taken.</returns>
    public string? TakeDhcp(string word, IReadOnlyDictionary<string, string> values)
    {
        string? problem = ports.TakeDhcp(word, values);
        if (ports.Settle()) LookAgain(retry: false);
        return problem;
    }

    /// <summary>A process of ours may have ended.</summary>
    public void TakeExits()
    {
        ports.Tick();
        if (ports.Settle()) LookAgain(retry: false);
    }

    /// <summary>The board has a reset button, whose line stands so as the box starts.</summary>
    public void FindButton(bool isPressed)
    {
        control.HandleButtonFound(clock.Now, isPressed);
        Drain();
    }

    public void TakeEdge(ButtonEdge edge)
    {
        control.HandleButtonEdge(clock.Now, edge);
        Drain();
    }

    /// <summary>The button's line as it was read now; see <see cref="GatewayControl.NextButtonLook"/>.</summary>
    public void ReadButton(bool isPressed)
    {
        control.HandleButtonLevel(clock.Now, isPressed);
        Drain();
    }

    /// <summary>Back to factory defaults; what has become of it, <see cref="GatewayControl.IsResetting"/> tells.</summary>
    public void FactoryReset()
    {
        control.HandleFactoryReset(clock.Now);
        Drain();
    }

    /// <summary>Lights all LEDs for a while.</summary>
    public void TestLamps()
    {
        control.HandleLampTest(clock.Now);
        Drain();
    }

    public bool Command(TunnelCommand command)
    {
        bool known = control.HandleCommand(clock.Now, command);
        Drain();
        return known;
    }

    /// <summary>Takes what the packet threads left; what is too much for one turn keeps the attention raised.</summary>
    public void TakePackets()
    {
        path.Attention.Lower();
        int taken = 0;
        for (; taken < DatagramsPerTurn && path.TryTakeIke(out Datagram datagram); taken++)
        {
            control.HandleDatagram(clock.Now, datagram);
            Drain();
        }

        if (taken == DatagramsPerTurn) path.Attention.Raise();
        _drops.Look(clock.Now);

        while (path.TryTakeEvent(out PacketPathEvent? happened)) Take(happened);
    }

    /// <summary>Takes jobs that are done.</summary>
    /// <returns>Whether more may wait than fit into one turn.</returns>
    public bool TakeJobs()
    {
        int taken = 0;
        for (; taken < JobsPerTurn && jobs.TryTakeDone(out IkeJob? job); taken++)
        {
            control.HandleJobDone(clock.Now, job);
            Drain();
        }

        while (reset.TryTakeDone(out string? problem))
        {
            control.HandleResetStepDone(clock.Now, problem);
            Drain();
        }

        return taken == JobsPerTurn;
    }

    /// <summary>Does what is due.</summary>
    public void Tick()
    {
        Instant now = clock.Now;
        if (now >= _nextSample)
        {
            _nextSample = now + SampleInterval;
            var samples = new TrafficSample[control.Plan.Devices.Count];
            for (int i = 0; i < samples.Length; i++)
            {
                string tunnel = control.Plan.Devices[i].Tunnel;
                samples[i] = path.Sample(tunnel);
                _pathMtu.Look(now, tunnel);
            }

            control.HandleTraffic(now, samples);
        }

        TakeExits();
        if (_retry.IsDue(now)) LookAgain(retry: true);
        if (_pathMtu.NextLook.IsDue(now)) control.HandleWanPaths(now, FindPaths(), ports.WanTrouble);
        if (control.NextDeadline.IsDue(now)) control.HandleTimeout(now);
        Drain();
        _drops.Look(now);
    }

    /// <summary>Links, addresses or routes of the machine have changed.</summary>
    public void NetworkChanged() => LookAgain(retry: false);

    /// <summary>Says goodbye to the peers.</summary>
    public void Stop()
    {
        IsStopping = true;
        control.HandleStop(clock.Now);
        Drain();
    }

    /// <summary>Leaves the machine as it was found.</summary>
    public void Release()
    {
        _drops.Tell();
        ports.Release();
        network.OwnSettings = ports.Settings;
        foreach (NetworkProblem problem in network.Release()) log.Warning("network", problem.Text);
    }

    private void LookAgain(bool retry)
    {
        nics.Look();
        UsePorts();
        Report(network.Resync(retry));
        control.HandleWanPaths(clock.Now, FindPaths(), ports.WanTrouble);
        Drain();
    }

    // Addresses first: the ways to the peers follow from them.
    private void UsePorts()
    {
        network.Nics = nics.Devices;
        if (!IsStopping) ports.Load(_config, nics.Devices);
        network.OwnSettings = ports.Settings;
    }

    private void Take(PacketPathEvent happened)
    {
        switch (happened)
        {
            case PacketPathEvent.SaWorn(var tunnel, var isInbound, var spi, var isSpent):
                control.HandleWear(clock.Now, tunnel, isInbound, spi, isSpent);
                Drain();
                break;
            case PacketPathEvent.FirstPacket(var tunnel, var spi):
                control.HandleFirstPacket(clock.Now, tunnel, spi);
                Drain();
                break;
            case PacketPathEvent.CameRaw(var tunnel, var spi):
                control.HandleRawPacket(clock.Now, tunnel, spi);
                Drain();
                break;
            case PacketPathEvent.PeerMoved(var tunnel, var remote):
                control.HandlePeerMoved(clock.Now, tunnel, remote);
                Drain();
                break;
            case PacketPathEvent.Notice notice:
                log.Write(notice.IsWarning ? LogLevel.Warning : LogLevel.Info, "packets", notice.Tunnel, notice.Text);
                break;
        }
    }

    private Dictionary<string, WanPath> FindPaths()
    {
        Dictionary<string, WanPath> paths = [];
        foreach (TunnelConfig tunnel in _config.Tunnels)
        {
            // Who may call from anywhere may call over either family.
            bool allowsRaw = tunnel.RemoteAddress is { } peer ? path.CanSendRawEsp(peer.AddressFamily) : path.RawEspRefusal is null;
            if (network.FindPath(tunnel.RemoteAddress ?? WanPath.Anybody) is not { } found) continue;
            paths[tunnel.Name] = found with { AllowsRawEsp = allowsRaw };
            _pathMtu.Note(tunnel.Name, found);
        }

        _pathMtu.Looked();
        return paths;
    }

    /// <returns>Whether there was another plan of the network.</returns>
    private bool Drain()
    {
        while (control.TryTakePathChange(out PathChange? change)) Apply(change);
        if (control.TryTakeNetworkPlan(out NetworkPlan? plan)) Carry(plan);
        while (control.TryTakeDatagram(out Datagram datagram)) path.SendIke(datagram);
        while (control.TryTakeJob(out IkeJob? job)) jobs.Add(job);
        while (control.TryTakeLog(out LogEntry? entry)) log.Write(entry.Level, "control", entry.Tunnel, entry.Text);
        while (control.TryTakeResetStep(out ResetStep step)) Carry(step);
        return plan is not null;
    }

    private void Carry(NetworkPlan plan)
    {
        bool before = network.ForwardsIPv6Everywhere;
        Report(network.Apply(plan));
        if (network.ForwardsIPv6Everywhere && !before)
            log.Warning("network", "this kernel forwards IPv6 on all devices or on none: all forward now; Linux 6.17 and later can do it per device");
    }

    private void Carry(ResetStep step)
    {
        if (step == ResetStep.Forget) Load(GatewayConfig.Empty);
        else reset.Begin(step);
    }

    private void Apply(PathChange change)
    {
        if (change is PathChange.SendNatKeepalive keepalive) path.SendNatKeepalive(keepalive.Local, keepalive.Remote);
        else path.Apply(change);
    }

    // Each problem is said once, and its end too.
    private void Report(IReadOnlyList<NetworkProblem> refused)
    {
        IReadOnlyList<NetworkProblem> problems = [.. refused, .. ports.Problems];
        _problems = problems;
        if (problems.Count == 0) _retry = Deadline.Never;
        else if (_retry.IsNever || _retry.IsDue(clock.Now)) _retry = new Deadline(clock.Now + RetryInterval, "what the machine refused");
        ILookup<(string Tunnel, bool IsOfRoute), string> current = problems.ToLookup(problem => (problem.Tunnel, problem.IsOfRoute), problem => problem.Text);
        foreach ((string Tunnel, bool IsOfRoute) whose in _localErrors.Keys.Where(whose => !current.Contains(whose)).ToList())
        {
            _localErrors.Remove(whose);
            // At the end nothing is asked of the machine any more: that is no recovery.
            if (!IsStopping) log.Write(LogLevel.Info, "network", whose.Tunnel, "the machine refuses this no more");
            Tell(whose, null);
        }

        foreach (IGrouping<(string Tunnel, bool IsOfRoute), string> group in current)
        {
            string text = string.Join("; ", group.Order(StringComparer.Ordinal));
            if (_localErrors.TryGetValue(group.Key, out string? said) && said == text) continue;
            _localErrors[group.Key] = text;
            log.Write(LogLevel.Warning, "network", group.Key.Tunnel, text);
            Tell(group.Key, text);
        }
    }

    private void Tell((string Tunnel, bool IsOfRoute) whose, string? problem)
    {
        if (whose.Tunnel.Length == 0) control.HandleBoxError(clock.Now, problem);
        else if (whose.IsOfRoute) control.HandleRouteError(clock.Now, whose.Tunnel, problem);
        else control.HandleLocalError(clock.Now, whose.Tunnel, problem);
    }
}
