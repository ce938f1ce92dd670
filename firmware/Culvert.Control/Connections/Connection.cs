using Culvert.Config;
using Culvert.Control.Network;
using Culvert.Control.Tunnels;
using Culvert.Core;

namespace Culvert.Control.Connections;

/// <summary>The tunnels to the same far networks, and which of them carries the traffic.</summary>
internal sealed class Connection(string name)
{
    private readonly Failover _failover = new();

    public string Name { get; } = name;

    public ConnectionConfig Config { get; private set; } = new() { Name = name, Tunnels = [] };

    /// <summary>In descending preference.</summary>
    public IReadOnlyList<Tunnel> Tunnels { get; private set; } = [];

    public string? Active => _failover.Active;

    public Deadline NextDeadline => _failover.NextDeadline;

    public void Configure(ConnectionConfig config, IReadOnlyList<Tunnel> tunnels)
    {
        Config = config;
        Tunnels = tunnels.OrderByDescending(tunnel => tunnel.Config.Preference).ToList();
    }

    /// <summary>Chooses the active tunnel and tells each whether another could take its place.</summary>
    /// <returns>Whether the traffic moves.</returns>
    public bool Choose(Instant now)
    {
        List<Candidate> candidates = Tunnels.Select(ToCandidate).ToList();
        int up = candidates.Count(candidate => candidate.IsUp);
        for (int i = 0; i < candidates.Count; i++)
            Tunnels[i].Machine.SetAnotherIsUp(now, up > (candidates[i].IsUp ? 1 : 0));
        return _failover.Choose(now, candidates);
    }

    /// <summary>Looks whether raw ESP gets through on any tunnel; see <see cref="Tunnel.WatchRawEsp"/>.</summary>
    /// <returns>The tunnels that are negotiated anew.</returns>
    public IReadOnlyList<Tunnel> WatchRawEsp(Instant now)
    {
        Instant lastHeard = Tunnels.Max(tunnel => tunnel.Sample.LastAuthenticatedIn);
        return Tunnels.Where(tunnel => tunnel.WatchRawEsp(now, lastHeard)).ToList();
    }

    /// <param name="devices">Device by tunnel.</param>
    public ConnectionPlanInput ToPlan(IReadOnlyDictionary<string, string> devices) => new(
        Config.LocalNetworks,
        Config.RemoteNetworks,
        Tunnels.Select(t => new TunnelPlanInput(t.Name, devices[t.Name], t.Mtu, t.Name == Active, Carries(t))).ToList(),
        Tunnels.SelectMany(t => t.Peers).ToList());

    private bool Carries(Tunnel tunnel) =>
        tunnel.Name == Active || ToCandidate(tunnel).IsUp || (Active is null && tunnel.WaitsForPackets);

    private static Candidate ToCandidate(Tunnel tunnel)
    {
        TunnelMachine machine = tunnel.Machine;
        return new Candidate(tunnel.Name, machine.State, machine.CanSend, machine.Since, machine.HasFailed);
    }
}
