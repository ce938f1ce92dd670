using Culvert.Config;
using Culvert.Control.Connections;
using Culvert.Control.Network;
using Culvert.Control.Tunnels;
using Culvert.Core;
using Culvert.Ike;

namespace Culvert.Control;

/// <summary>The configured tunnels and connections, and those whose configuration is gone and whose SAs are not yet.</summary>
internal sealed class TunnelTable(IEntropy entropy)
{
    private readonly List<Tunnel> _departed = [];
    private List<IkeTunnelConfig> _told = [];
    private IReadOnlyDictionary<string, string> _devices = new Dictionary<string, string>();

    /// <summary>Whether the box's processor computes AES by instructions of its own.</summary>
    public bool HasAesInstructions { get; set; } = true;

    /// <summary>In the order of the configuration.</summary>
    public IReadOnlyList<Tunnel> Tunnels { get; private set; } = [];

    /// <summary>Also those whose configuration is gone.</summary>
    public IEnumerable<Tunnel> All => Tunnels.Concat(_departed);

    public IReadOnlyList<Connection> Connections { get; private set; } = [];

    public Tunnel? Find(string name) => Tunnels.FirstOrDefault(tunnel => tunnel.Name == name);

    /// <summary>Also one whose configuration is gone.</summary>
    public Tunnel? FindAny(string name) => Find(name) ?? _departed.Find(tunnel => tunnel.Name == name);

    public Connection ConnectionOf(Tunnel tunnel) => Connections.First(connection => connection.Tunnels.Contains(tunnel));

    public void Configure(Instant now, GatewayConfig config, IReadOnlyDictionary<string, WanPath> wanPaths, string? wanTrouble)
    {
        Dictionary<string, Tunnel> before = All.ToDictionary(tunnel => tunnel.Name);
        var tunnels = new List<Tunnel>();
        var connections = new List<Connection>();
        foreach (ConnectionConfig connectionConfig in config.Connections)
        {
            List<Tunnel> own = connectionConfig.Tunnels.Select(Adopt).ToList();
            Connection connection = Connections.FirstOrDefault(c => c.Name == connectionConfig.Name) ?? new Connection(connectionConfig.Name);
            connection.Configure(connectionConfig, own);
            connections.Add(connection);
            tunnels.AddRange(own);
        }

        Depart(now, before.Values);
        Tunnels = tunnels;
        Connections = connections;
        _devices = DeviceNames.Assign(tunnels.Select(tunnel => tunnel.Name));

        Tunnel Adopt(TunnelConfig tunnelConfig)
        {
            if (!HasAesInstructions) tunnelConfig = DefaultSuites.WithoutAesInstructions(tunnelConfig);
            if (!before.Remove(tunnelConfig.Name, out Tunnel? tunnel)) tunnel = new Tunnel(now, tunnelConfig, entropy);
            tunnel.Configure(now, tunnelConfig, wanPaths.GetValueOrDefault(tunnelConfig.Name), wanTrouble);
            return tunnel;
        }
    }

    /// <summary>Tells IKE the tunnels that it may know, if they changed.</summary>
    public void TellIke(Instant now, IkeEndpoint ike)
    {
        List<IkeTunnelConfig> wanted = Tunnels.Select(tunnel => tunnel.Ike).OfType<IkeTunnelConfig>().ToList();
        if (wanted.Count == _told.Count && wanted.Zip(_told).All(pair => ReferenceEquals(pair.First, pair.Second))) return;
        _told = wanted;
        ike.SetTunnels(now, wanted);
    }

    /// <summary>Drops the tunnels that are no longer configured and have no SA left.</summary>
    public void Forget() => _departed.RemoveAll(tunnel => tunnel.Paths.IsEmpty && tunnel.Sa is null);

    public Deadline NextDeadline => Tunnels
        .Select(tunnel => Deadline.Earliest(tunnel.Machine.NextDeadline, tunnel.NextKeepalive))
        .Concat(Connections.Select(connection => connection.NextDeadline))
        .Aggregate(Deadline.Never, Deadline.Earliest);

    public TunnelStatus Describe(Tunnel tunnel) => TunnelStatusBuilder.Build(tunnel, IsActive(tunnel), _devices[tunnel.Name]);

    public ConnectionStatus Describe(Connection connection) => new(
        connection.Name,
        connection.Config.Mode,
        connection.Config.Routing,
        connection.Config.LocalNetworks,
        connection.Config.RemoteNetworks,
        connection.Active,
        connection.Tunnels.Select(Describe).ToList());

    public IReadOnlyList<ConnectionPlanInput> ToPlan() => Connections.Select(connection => connection.ToPlan(_devices)).ToList();

    private bool IsActive(Tunnel tunnel) => Connections.Any(connection => connection.Active == tunnel.Name);

    private void Depart(Instant now, IEnumerable<Tunnel> tunnels)
    {
        _departed.Clear();
        foreach (Tunnel tunnel in tunnels)
        {
            tunnel.Stop(now);
            _departed.Add(tunnel);
        }
    }
}
