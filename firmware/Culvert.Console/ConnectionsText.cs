using Culvert.Control;

namespace Culvert.Console;

/// <summary>show connections, for people: a line each.</summary>
public static class ConnectionsText
{
    public static string Render(IReadOnlyList<ConnectionStatus> connections)
    {
        ArgumentNullException.ThrowIfNull(connections);
        if (connections.Count == 0) return "no connections are configured; begin with import\n";
        var table = new TextTable("CONNECTION", "TUNNELS UP", "TRAFFIC", "LOCAL", "REMOTE");
        foreach (ConnectionStatus connection in connections)
        {
            int up = connection.Tunnels.Count(tunnel => tunnel.State == TunnelState.Up);
            table.Add(
                connection.Name,
                Rendering.Text($"{up} of {connection.Tunnels.Count}"),
                connection.Active ?? "-",
                List(connection.LocalNetworks),
                List(connection.RemoteNetworks));
        }

        return table.ToString();
    }

    private static string List<T>(IReadOnlyList<T> networks) => networks.Count == 0 ? "-" : string.Join(", ", networks);
}
