using System.Text.Json;
using Culvert.Control;
using Culvert.Core;
using Culvert.Crypto;
using Culvert.Ike;

namespace Culvert.Console;

/// <summary>show tunnels --json. Names and meaning are a contract: fields may be added, never changed.</summary>
public static class TunnelsJson
{
    /// <param name="carried">What the SAs of a tunnel's CHILD have carried.</param>
    public static string Render(
        IReadOnlyList<TunnelStatus> tunnels, Instant now, WallClock wall, Func<string, ChildSaStatus, SaTraffic>? carried = null)
    {
        ArgumentNullException.ThrowIfNull(tunnels);
        return Rendering.WriteJson(writer =>
        {
            writer.WriteStartArray();
            foreach (TunnelStatus tunnel in tunnels) Write(writer, tunnel, now, wall, carried ?? (static (_, _) => default));
            writer.WriteEndArray();
        });
    }

    private static void Write(Utf8JsonWriter writer, TunnelStatus tunnel, Instant now, WallClock wall, Func<string, ChildSaStatus, SaTraffic> carried)
    {
        writer.WriteStartObject();
        writer.WriteString("name", tunnel.Name);
        writer.WriteString("connection", tunnel.Connection);
        writer.WriteString("state", tunnel.State.Word());
        writer.WriteString("reasonCode", tunnel.ReasonCode.Word());
        writer.WriteString("reason", tunnel.Reason);
        WriteWarnings(writer, tunnel.Warnings);
        writer.WriteString("since", wall.Text(tunnel.Since));
        writer.WriteBoolean("active", tunnel.Active);
        writer.WriteString("device", tunnel.Device);
        writer.WriteNumber("mtu", tunnel.Mtu);
        WriteEnd(writer, "local", tunnel.Local);
        WriteEnd(writer, "remote", tunnel.Remote);
        WriteIke(writer, tunnel, now);
        WriteChildren(writer, tunnel, now, carried);
        WriteDrops(writer, tunnel.Traffic.Drops);
        writer.WriteEndObject();
    }

    private static void WriteWarnings(Utf8JsonWriter writer, IReadOnlyList<TunnelWarning> warnings)
    {
        writer.WriteStartArray("warnings");
        foreach (TunnelWarning warning in warnings)
        {
            writer.WriteStartObject();
            writer.WriteString("code", warning.Code);
            writer.WriteString("text", warning.Text);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteEnd(Utf8JsonWriter writer, string name, TunnelEnd end)
    {
        writer.WriteStartObject(name);
        writer.WriteString("address", end.Address?.ToString());
        writer.WriteNumber("port", end.Port);
        writer.WriteString("id", end.Id?.ToString());
        writer.WriteEndObject();
    }

    private static void WriteIke(Utf8JsonWriter writer, TunnelStatus tunnel, Instant now)
    {
        if (tunnel.Ike is not { } ike)
        {
            writer.WriteNull("ike");
            return;
        }

        writer.WriteStartObject("ike");
        writer.WriteNumber("version", tunnel.IkeVersion);
        writer.WriteString("role", ike.IsInitiator ? "initiator" : "responder");
        writer.WriteString("initiatorSpi", Rendering.Spi(ike.InitiatorSpi));
        writer.WriteString("responderSpi", Rendering.Spi(ike.ResponderSpi));
        writer.WriteString("suite", ike.Suite.ToString());
        writer.WriteString("nat", Words.Of(ike.Nat));
        writer.WriteNumber("establishedSeconds", Rendering.Seconds(ike.EstablishedAt, now));
        writer.WriteNumber("rekeyInSeconds", Rendering.Seconds(now, ike.RekeyAt));
        writer.WriteEndObject();
    }

    // The tunnel's numbers go on across a rekey; the child in use shows them. Of all children each shows its own.
    private static void WriteChildren(Utf8JsonWriter writer, TunnelStatus tunnel, Instant now, Func<string, ChildSaStatus, SaTraffic> carried)
    {
        writer.WritePropertyName("child");
        if (tunnel.Child is null) writer.WriteNullValue();
        else WriteChild(writer, tunnel.Child, now, () => WriteTraffic(writer, tunnel.Traffic, now));
        writer.WriteStartArray("children");
        foreach (ChildSaStatus child in tunnel.Ike?.Children ?? []) WriteChild(writer, child, now, () => WriteTraffic(writer, carried(tunnel.Name, child)));
        writer.WriteEndArray();
    }

    private static void WriteChild(Utf8JsonWriter writer, ChildSaStatus child, Instant now, Action writeTraffic)
    {
        writer.WriteStartObject();
        writer.WriteString("inSpi", Rendering.Spi(child.InboundSpi));
        writer.WriteString("outSpi", Rendering.Spi(child.OutboundSpi));
        writer.WriteString("suite", Words.WithoutPfs(child.Suite));
        writer.WriteString("pfs", Words.Pfs(child.Suite));
        writer.WriteString("encapsulation", Words.Encapsulation(child));
        WriteSelectors(writer, "localSelectors", child.LocalSelectors);
        WriteSelectors(writer, "remoteSelectors", child.RemoteSelectors);
        writer.WriteNumber("rekeyInSeconds", Rendering.Seconds(now, child.RekeyAt));
        writeTraffic();
        writer.WriteEndObject();
    }

    private static void WriteSelectors(Utf8JsonWriter writer, string name, IReadOnlyList<TrafficSelector> selectors)
    {
        writer.WriteStartArray(name);
        foreach (TrafficSelector selector in selectors) writer.WriteStringValue(selector.ToString());
        writer.WriteEndArray();
    }

    private static void WriteTraffic(Utf8JsonWriter writer, in TrafficSample sample, Instant now)
    {
        WriteTraffic(writer, new SaTraffic(sample.PacketsIn, sample.BytesIn, sample.PacketsOut, sample.BytesOut));
        if (sample.LastAuthenticatedIn == Instant.Zero) writer.WriteNull("lastInSeconds");
        else writer.WriteNumber("lastInSeconds", Rendering.Seconds(sample.LastAuthenticatedIn, now));
    }

    private static void WriteTraffic(Utf8JsonWriter writer, SaTraffic traffic)
    {
        writer.WriteNumber("packetsIn", traffic.PacketsIn);
        writer.WriteNumber("packetsOut", traffic.PacketsOut);
        writer.WriteNumber("bytesIn", traffic.BytesIn);
        writer.WriteNumber("bytesOut", traffic.BytesOut);
    }

    private static void WriteDrops(Utf8JsonWriter writer, in TunnelDrops drops)
    {
        writer.WriteStartObject("drops");
        writer.WriteNumber("replay", drops.Replay);
        writer.WriteNumber("integrity", drops.Integrity);
        writer.WriteNumber("selector", drops.Selector);
        writer.WriteNumber("noSa", drops.NoSa);
        writer.WriteNumber("malformed", drops.Malformed);
        writer.WriteNumber("queue", drops.Queue);
        writer.WriteNumber("congestion", drops.Congestion);
        writer.WriteEndObject();
    }
}
