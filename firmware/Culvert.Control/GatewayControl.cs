using System.Diagnostics.CodeAnalysis;
using System.Net;
using Culvert.Config;
using Culvert.Control.Leds;
using Culvert.Control.Tunnels;
using Culvert.Core;
using Culvert.Ike;

namespace Culvert.Control;

/// <summary>
/// The brain of the box: tunnels, failover, routes, LEDs, button. It decides and never does: no clock, socket, file or thread.
/// Inputs are calls that carry the instant; after each, drain the outputs in the order of the TryTake methods, then read
/// <see cref="NextDeadline"/>.
/// </summary>
public sealed partial class GatewayControl
{
    private readonly IkeEndpoint _ike;
    private readonly TunnelTable _table;
    private readonly LedPanel _leds;
    private readonly Queue<PathChange> _pathChanges = new();
    private readonly Queue<LogEntry> _log = new();
    private NetworkPlan? _newPlan;
    private string? _boxError;
    private bool _configured;
    private bool _stopping;

    public GatewayControl(IEntropy entropy, LedLayout leds)
        : this(entropy, leds, new IkeEndpoint(entropy))
    {
    }

    /// <summary>With an endpoint of the caller's, whose key exchange may be a quick one.</summary>
    public GatewayControl(IEntropy entropy, LedLayout leds, IkeEndpoint ike)
    {
        ArgumentNullException.ThrowIfNull(entropy);
        ArgumentNullException.ThrowIfNull(leds);
        ArgumentNullException.ThrowIfNull(ike);
        _ike = ike;
        _table = new TunnelTable(entropy);
        _leds = new LedPanel(leds);
    }

    /// <summary>Whether the box's processor computes AES by instructions of its own; without them other suites are offered first.</summary>
    public bool HasAesInstructions
    {
        get => _table.HasAesInstructions;
        init => _table.HasAesInstructions = value;
    }

    /// <summary>Every peer knows that we left, after <see cref="HandleStop"/>. Inbound SAs may still linger.</summary>
    public bool IsStopped => _stopping && !_table.All.Any(tunnel => _ike.HasSa(tunnel.Name));

    public IkeCounters IkeCounters => _ike.Counters;

    /// <summary>When <see cref="HandleTimeout"/> wants to be called, and why.</summary>
    public Deadline NextDeadline =>
        Deadline.Earliest(Deadline.Earliest(Deadline.Earliest(_ike.NextDeadline, NextLedChange), _table.NextDeadline), _reset.NextDeadline);

    /// <summary>When an LED next changes by itself; never on a board without any.</summary>
    public Deadline NextLedChange { get; private set; } = Deadline.Never;

    /// <summary>How the network should look now; the last one that <see cref="TryTakeNetworkPlan"/> gave.</summary>
    public NetworkPlan Plan { get; private set; } = NetworkPlan.Empty;

    /// <summary>Takes a whole configuration; only what differs from the one before is touched.</summary>
    /// <param name="wanPaths">By tunnel name, the route to its peer; a tunnel without an entry has no route.</param>
    /// <param name="wanTrouble">What is known to be wrong with the WAN, a clause; null: nothing.</param>
    public void HandleConfig(Instant now, GatewayConfig config, IReadOnlyDictionary<string, WanPath> wanPaths, string? wanTrouble = null)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(wanPaths);
        if (_stopping) return;
        _configured = true;
        EnableButton(config.System.IsResetButtonEnabled);
        _table.Configure(now, config, wanPaths, wanTrouble);
        Pump(now);
    }

    /// <summary>The routes to the peers may have changed.</summary>
    public void HandleWanPaths(Instant now, IReadOnlyDictionary<string, WanPath> wanPaths, string? wanTrouble = null)
    {
        ArgumentNullException.ThrowIfNull(wanPaths);
        if (_stopping) return;
        foreach (Tunnel tunnel in _table.Tunnels) tunnel.MoveTo(now, wanPaths.GetValueOrDefault(tunnel.Name), wanTrouble);
        Pump(now);
    }

    public void HandleDatagram(Instant now, Datagram datagram)
    {
        _ike.HandleDatagram(now, datagram);
        // Most of a flood is dropped without an event: then nothing else can have changed.
        if (TakeEvents(now)) Pump(now);
    }

    /// <summary>What the packet path has seen of each tunnel; expected every 100 ms.</summary>
    public void HandleTraffic(Instant now, params ReadOnlySpan<TrafficSample> samples)
    {
        foreach (ref readonly TrafficSample sample in samples) TakeSample(now, sample);
        Pump(now);
    }

    /// <summary>An SA is past its soft limit of packets, bytes or sequence numbers (RFC 4301 section 4.4.2.1), or at the hard one.</summary>
    /// <param name="isInbound">Whether <paramref name="spi"/> is ours or the peer's.</param>
    public void HandleWear(Instant now, string tunnel, bool isInbound, uint spi, bool isSpent)
    {
        if (_table.Find(tunnel) is null) return;
        _log.Enqueue(isSpent ? LogText.Spent(tunnel) : LogText.Worn(tunnel));
        _ike.HandleWear(now, tunnel, isInbound, spi, isSpent);
        Pump(now);
    }

    /// <summary>The first authenticated packet came in on this SA.</summary>
    public void HandleFirstPacket(Instant now, string tunnel, uint inboundSpi)
    {
        _ike.HandleFirstPacket(tunnel, inboundSpi);
        if (TakeEvents(now)) Pump(now);
    }

    /// <summary>Authenticated ESP came without UDP on an SA that was negotiated with it.</summary>
    public void HandleRawPacket(Instant now, string tunnel, uint inboundSpi)
    {
        _ike.HandleRawPacket(tunnel, inboundSpi);
        if (TakeEvents(now)) Pump(now);
    }

    /// <summary>Authenticated ESP came from another address or port of the peer.</summary>
    public void HandlePeerMoved(Instant now, string tunnel, IPEndPoint remote)
    {
        _ike.HandlePeerMoved(tunnel, remote);
        if (TakeEvents(now)) Pump(now);
    }

    public void HandleJobDone(Instant now, IkeJob job)
    {
        _ike.HandleJobDone(now, job);
        Pump(now);
    }

    /// <returns>False when there is no such tunnel.</returns>
    public bool HandleCommand(Instant now, TunnelCommand command)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (_stopping || _table.Find(command.Tunnel) is not { } tunnel) return false;
        tunnel.Obey(now, command);
        Pump(now);
        return true;
    }

    /// <summary>The machine refused something that the tunnel cannot be without (a device); null: it works again.</summary>
    public void HandleLocalError(Instant now, string tunnel, string? problem)
    {
        if (_stopping || _table.Find(tunnel) is not { } found || found.LocalError == problem) return;
        found.SetLocalError(now, problem);
        Pump(now);
    }

    /// <summary>
    /// The machine refused a route into the tunnel; null: it has it now. The SA stays: it is not to blame, and without it
    /// the route would not be tried again.
    /// </summary>
    public void HandleRouteError(Instant now, string tunnel, string? problem)
    {
        if (_stopping || _table.Find(tunnel) is not { } found) return;
        found.RouteError = problem;
        Pump(now);
    }

    /// <summary>The machine refused something that no single tunnel needs (a guard, a rule); null: it works again.</summary>
    public void HandleBoxError(Instant now, string? problem)
    {
        if (_stopping) return;
        _boxError = problem;
        Pump(now);
    }

    /// <summary>Deletes every SA at its peer; then <see cref="IsStopped"/>. The guards stay in the plan until then.</summary>
    public void HandleStop(Instant now)
    {
        _stopping = true;
        foreach (Tunnel tunnel in _table.Tunnels) tunnel.Stop(now);
        Pump(now);
    }

    /// <summary>Does everything that is due; harmless when nothing is.</summary>
    public void HandleTimeout(Instant now)
    {
        _ike.HandleTimeout(now);
        Pump(now);
    }

    public bool TryTakePathChange([NotNullWhen(true)] out PathChange? change) => _pathChanges.TryDequeue(out change);

    /// <summary>The whole plan, only when it changed.</summary>
    public bool TryTakeNetworkPlan([NotNullWhen(true)] out NetworkPlan? plan)
    {
        plan = _newPlan;
        _newPlan = null;
        return plan is not null;
    }

    public bool TryTakeDatagram(out Datagram datagram) => _ike.TryTakeDatagram(out datagram);

    public bool TryTakeJob([NotNullWhen(true)] out IkeJob? job) => _ike.TryTakeJob(out job);

    public bool TryTakeLog([NotNullWhen(true)] out LogEntry? entry) => _log.TryDequeue(out entry);

    /// <summary>In the order of the configuration.</summary>
    public IReadOnlyList<TunnelStatus> GetTunnels(Instant now) =>
        _table.Tunnels.Select(_table.Describe).ToList();

    /// <summary>In the order of the configuration.</summary>
    public IReadOnlyList<ConnectionStatus> GetConnections() => _table.Connections.Select(_table.Describe).ToList();

    /// <summary>What each LED shows; look again when <see cref="NextDeadline"/> has passed.</summary>
    public IReadOnlyList<LedStatus> GetLeds(Instant now) => _leds.Show(now, Box, LedTunnels);

    private void TakeSample(Instant now, in TrafficSample sample)
    {
        if (_table.Find(sample.Tunnel) is not { } tunnel) return;
        tunnel.Sample = sample;
        _ike.HandleTraffic(now, sample.Tunnel, sample.LastAuthenticatedIn, sample.LastOut);
        tunnel.Machine.HandleTraffic(now, sample, tunnel.Sa?.SmoothedRoundTrip);
        foreach (Tunnel blocked in _table.ConnectionOf(tunnel).WatchRawEsp(now)) _log.Enqueue(LogText.EspBlocked(blocked.Name));
    }
}
