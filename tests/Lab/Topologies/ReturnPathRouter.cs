using Culvert.Lab.Hosts;

namespace Culvert.Lab.Topologies;

/// <summary>
/// The router behind the endpoints. As AWS does with static routing, it sends everything back through one endpoint, chosen
/// at random among those whose tunnel is up, whatever the box prefers. It moves only when that endpoint's tunnel goes down:
/// by the endpoint's own DPD, by a DELETE, by the endpoint's death.
/// </summary>
public sealed class ReturnPathRouter : IDisposable
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(250);
    private readonly Host _router;
    private readonly IReadOnlyList<AwsEndpoint> _endpoints;
    private readonly string _network;
    private readonly Thread _watcher;
    private readonly ManualResetEventSlim _stop = new();
    private readonly Lock _gate = new();
    private AwsEndpoint? _current;

    internal ReturnPathRouter(Host router, IReadOnlyList<AwsEndpoint> endpoints, string network)
    {
        _router = router;
        _endpoints = endpoints;
        _network = network;
        router.Run("ip", "route", "add", "unreachable", network, "metric", "4000");
        _watcher = new Thread(Watch) { IsBackground = true };
        _watcher.Start();
    }

    /// <summary>The endpoint that carries the way back now, or null. Waits for a move that is under way: its packets may arrive
    /// before the command that moved them has ended.</summary>
    public AwsEndpoint? Current
    {
        get { lock (_gate) return _current; }
    }

    /// <summary>Moves the way back to an endpoint at once, as AWS may at any time.</summary>
    public void MoveTo(AwsEndpoint endpoint)
    {
        lock (_gate) Move(endpoint);
    }

    public void Dispose()
    {
        _stop.Set();
        _watcher.Join();
        _stop.Dispose();
    }

    private void Watch()
    {
        while (!_stop.Wait(Poll))
        {
            lock (_gate) Choose();
        }
    }

    private void Choose()
    {
        if (_current is { } current && IsUp(current)) return;
        AwsEndpoint[] up = [.. _endpoints.Where(IsUp)];
        Move(up.Length == 0 ? null : Random.Shared.GetItems(up, 1)[0]);
    }

    private void Move(AwsEndpoint? path)
    {
        if (path == _current) return;
        if (path is null) _router.Try("ip", "route", "delete", _network, "metric", "100");
        else _router.AddRoute(_network, "via", path.Inside, "metric", "100");
        _current = path;
    }

    private static bool IsUp(AwsEndpoint endpoint) => endpoint.IsPowered && endpoint.Gateway.IsAnyTunnelUp();
}
