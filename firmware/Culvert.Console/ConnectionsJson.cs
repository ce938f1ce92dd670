using System.Text.Json;
using Culvert.Control;
using Culvert.Core;

namespace Culvert.Console;

/// <summary>show connections --json: a contract.</summary>
public static class ConnectionsJson
{
    public static string Render(IReadOnlyList<ConnectionStatus> connections)
    {
        ArgumentNullException.ThrowIfNull(connections);
        return Rendering.WriteJson(writer =>
        {
            writer.WriteStartArray();
            foreach (ConnectionStatus connection in connections) Write(writer, connection);
            writer.WriteEndArray();
        });
    }

    private static void Write(Utf8JsonWriter writer, ConnectionStatus connection)
    {
        writer.WriteStartObject();
        writer.WriteString("name", connection.Name);
        writer.WriteString("mode", Words.Of(connection.Mode));
        writer.WriteString("routing", Words.Of(connection.Routing));
        WriteNetworks(writer, "localNetworks", connection.LocalNetworks);
        WriteNetworks(writer, "remoteNetworks", connection.RemoteNetworks);
        writer.WriteString("active", connection.Active);
        writer.WriteStartArray("tunnels");
        foreach (TunnelStatus tunnel in connection.Tunnels)
        {
            writer.WriteStartObject();
            writer.WriteString("name", tunnel.Name);
            writer.WriteString("state", tunnel.State.Word());
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteNetworks(Utf8JsonWriter writer, string name, IReadOnlyList<IpPrefix> networks)
    {
        writer.WriteStartArray(name);
        foreach (IpPrefix network in networks) writer.WriteStringValue(network.ToString());
        writer.WriteEndArray();
    }
}
