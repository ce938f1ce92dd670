using System.Text.Json;
using Culvert.Control;
using Culvert.Core;

namespace Culvert.Console;

/// <summary>show routes --json: what we route into tunnels, then the guards that hold when nothing does.</summary>
public static class RoutesJson
{
    public static string Render(NetworkPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return Rendering.WriteJson(writer =>
        {
            writer.WriteStartArray();
            foreach (NetworkPlan.TunnelRoute route in plan.Routes)
                Write(writer, "tunnel", route.Prefix, route.Device, RoutesText.TunnelOf(plan, route.Device), route.Metric);
            foreach (IpPrefix guard in plan.Guards) Write(writer, "guard", guard, null, null, null);
            writer.WriteEndArray();
        });
    }

    private static void Write(Utf8JsonWriter writer, string kind, IpPrefix prefix, string? device, string? tunnel, int? metric)
    {
        writer.WriteStartObject();
        writer.WriteString("prefix", prefix.ToString());
        writer.WriteString("kind", kind);
        writer.WriteString("tunnel", tunnel);
        writer.WriteString("device", device);
        if (metric is { } value) writer.WriteNumber("metric", value);
        else writer.WriteNull("metric");
        writer.WriteEndObject();
    }
}
