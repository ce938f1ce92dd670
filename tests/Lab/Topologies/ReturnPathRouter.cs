using System.Diagnostics;
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
    private readonly Random _random;
    private readonly Thread _watcher;
    private readonly ManualResetEventSlim _stop = new();
    private readonly List<(long At, AwsEndpoint? Path)> _moves = [];

    internal ReturnPathRouter(Host router, IReadOnlyList<AwsEndpoint> endpoints, string network, int seed)
    {
        _router = router;
        _endpoints = endpoints;
        _network = network;
        _random = new Random(seed);
        router.Run("ip", "route", "add", "unreachable", network, "metric", "4000");
        _watcher = new Thread(Watch) { IsBackground = true };
        _watcher.Start();
    }

    /// <summary>The endpoint that carries the way back now, or null.</summary>
    public AwsEndpoint? Current
    {
        get { lock (_moves) return _moves.Count == 0 ? null : _moves[^1].Path; }
    }

    /// <summary>Every change of the way back, with its <see cref="Stopwatch"/> timestamp.</summary>
    public IReadOnlyList<(long At, AwsEndpoint? Path)> Moves
    {
        get { lock (_moves) return [.. _moves]; }
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
            if (Current is { } current && IsUp(current)) continue;
            AwsEndpoint[] up = [.. _endpoints.Where(IsUp)];
            MoveTo(up.Length == 0 ? null : up[_random.Next(up.Length)]);
        }
    }

    private void MoveTo(AwsEndpoint? path)
    {
        if (path == Current) return;
        if (path is null) _router.Try("ip", "route", "delete", _network, "metric", "100");
        else _router.AddRoute(_network, "via", path.Inside, "metric", "100");
        lock (_moves) _moves.Add((Stopwatch.GetTimestamp(), path));
    }

    private static bool IsUp(AwsEndpoint endpoint) => endpoint.IsPowered && endpoint.Gateway.IsAnyTunnelUp();
}
