#pragma warning disable CA1822 // The surface; what stands behind it follows.
using Culvert.Config;
using Culvert.Control.Leds;
using Culvert.Core;
using Culvert.Ike;

namespace Culvert.Control;

/// <summary>
/// The brain of the box: tunnels, failover, routes, LEDs. It decides and never does: no clock, socket, file or thread.
/// Inputs are calls that carry the instant; outputs are drained after each, in the order of the TryTake methods.
/// </summary>
public sealed class GatewayControl
{
    private readonly Queue<PathChange> _pathChanges = new();
    private readonly Queue<Datagram> _datagrams = new();
    private readonly Queue<IkeJob> _jobs = new();
    private readonly Queue<LogEntry> _log = new();
    private NetworkPlan? _newPlan;
    private bool _stopping;

    public GatewayControl(IEntropy entropy, LedLayout leds)
    {
        ArgumentNullException.ThrowIfNull(entropy);
        ArgumentNullException.ThrowIfNull(leds);
    }

    /// <summary>Every SA has been deleted, after <see cref="HandleStop"/>.</summary>
    public bool IsStopped => _stopping;

    public Deadline NextDeadline => Deadline.Never;

    /// <summary>How the network should look now; the last one that <see cref="TryTakeNetworkPlan"/> gave.</summary>
    public NetworkPlan Plan { get; private set; } = NetworkPlan.Empty;

    /// <summary>Takes a whole configuration; only what differs from the one before is touched.</summary>
    /// <param name="wanPaths">By tunnel name, the route to its peer; a tunnel without an entry has no route.</param>
    public void HandleConfig(Instant now, GatewayConfig config, IReadOnlyDictionary<string, WanPath> wanPaths)
    {
    }

    /// <summary>The routes to the peers may have changed.</summary>
    public void HandleWanPaths(Instant now, IReadOnlyDictionary<string, WanPath> wanPaths)
    {
    }

    public void HandleDatagram(Instant now, Datagram datagram)
    {
    }

    /// <summary>What the packet path has seen of a tunnel; expected every 100 ms.</summary>
    public void HandleTraffic(Instant now, in TrafficSample sample)
    {
    }

    public void HandleJobDone(Instant now, IkeJob job)
    {
    }

    /// <returns>False when there is no such tunnel.</returns>
    public bool HandleCommand(Instant now, TunnelCommand command) => false;

    /// <summary>The machine refused something that the tunnel needs (a device, a route); null: it works again.</summary>
    public void HandleLocalError(Instant now, string tunnel, string? problem)
    {
    }

    /// <summary>Deletes every SA at its peer, then <see cref="IsStopped"/>. The guards stay in the plan until then.</summary>
    public void HandleStop(Instant now) => _stopping = true;

    /// <summary>Fires everything due; harmless when nothing is.</summary>
    public void HandleTimeout(Instant now)
    {
    }

    public bool TryTakePathChange(out PathChange? change) => _pathChanges.TryDequeue(out change);

    /// <summary>The whole plan, only when it changed.</summary>
    public bool TryTakeNetworkPlan(out NetworkPlan? plan)
    {
        plan = _newPlan;
        _newPlan = null;
        return plan is not null;
    }

    public bool TryTakeDatagram(out Datagram datagram) => _datagrams.TryDequeue(out datagram);

    public bool TryTakeJob(out IkeJob? job) => _jobs.TryDequeue(out job);

    public bool TryTakeLog(out LogEntry? entry) => _log.TryDequeue(out entry);

    public IReadOnlyList<TunnelStatus> GetTunnels(Instant now) => [];

    public IReadOnlyList<LedStatus> GetLeds(Instant now) => [];
}
