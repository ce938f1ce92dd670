namespace Culvert.Config;

/// <summary>
/// The whole configuration, validated: what cannot work cannot be represented here. Tunnels carry their effective
/// values (connection defaults already merged in); nothing behind this door sees an unparsed string.
/// </summary>
public sealed record GatewayConfig(SystemConfig System, InterfacesConfig Interfaces, IReadOnlyList<ConnectionConfig> Connections)
{
    public static GatewayConfig Empty { get; } = new(new SystemConfig(null), new InterfacesConfig(null, null), []);

    public IEnumerable<TunnelConfig> Tunnels => Connections.SelectMany(connection => connection.Tunnels);
}
