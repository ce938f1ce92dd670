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
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        });
    }
}
