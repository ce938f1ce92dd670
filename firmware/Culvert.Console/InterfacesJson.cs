using System.Net;
using System.Text.Json;
using Culvert.Control.Interfaces;

namespace Culvert.Console;

/// <summary>show interfaces --json: a contract.</summary>
public static class InterfacesJson
{
    public static string Render(IReadOnlyList<InterfaceStatus> interfaces)
    {
        ArgumentNullException.ThrowIfNull(interfaces);
        return Rendering.WriteJson(writer =>
        {
            writer.WriteStartArray();
            foreach (InterfaceStatus one in interfaces)
            {
                writer.WriteStartObject();
                writer.WriteString("name", one.Name);
                writer.WriteString("role", Words.Of(one.Role));
                writer.WriteString("tunnel", one.Tunnel);
                writer.WriteString("state", one.State);
                if (one.Mtu is { } mtu) writer.WriteNumber("mtu", mtu);
                else writer.WriteNull("mtu");
                writer.WriteStartArray("addresses");
                foreach (string address in one.Addresses) writer.WriteStringValue(address);
                writer.WriteEndArray();
                WriteSource(writer, one.Source);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        });
    }

    private static void WriteSource(Utf8JsonWriter writer, InterfaceSource? source)
    {
        writer.WritePropertyName("source");
        if (source is null)
        {
            writer.WriteNullValue();
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("kind", Words.Of(source));
        writer.WriteString("server", source.Server?.ToString());
        WriteSeconds(writer, "leaseSeconds", source.Duration);
        WriteSeconds(writer, "leftSeconds", source.Left);
        writer.WriteString("gateway", source.Gateway?.ToString());
        WriteAddresses(writer, "nameServers", source.NameServers);
        WriteAddresses(writer, "timeServers", source.TimeServers);
        writer.WriteEndObject();
    }

    private static void WriteSeconds(Utf8JsonWriter writer, string name, TimeSpan? time)
    {
        if (time is { } known) writer.WriteNumber(name, (long)known.TotalSeconds);
        else writer.WriteNull(name);
    }

    private static void WriteAddresses(Utf8JsonWriter writer, string name, IEnumerable<IPAddress> addresses)
    {
        writer.WriteStartArray(name);
        foreach (IPAddress address in addresses) writer.WriteStringValue(address.ToString());
        writer.WriteEndArray();
    }
}
