using System.Text.Json;
using Culvert.Control;
using Culvert.Core;
using Culvert.Crypto;
using Culvert.Ike;

namespace Culvert.Console;

/// <summary>show tunnels --json. Names and meaning are a contract: fields may be added, never changed.</summary>
public static class TunnelsJson
{
    public static string Render(IReadOnlyList<TunnelStatus> tunnels, Instant now, WallClock wall)
    {
        ArgumentNullException.ThrowIfNull(tunnels);
        return Rendering.WriteJson(writer =>
        {
            writer.WriteStartArray();
            foreach (TunnelStatus tunnel in tunnels) Write(writer, tunnel, now, wall);
            writer.WriteEndArray();
        });
    }

    private static void Write(Utf8JsonWriter writer, TunnelStatus tunnel, Instant now, WallClock wall)
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
        WriteChildren(writer, tunnel, now);
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

    private static void WriteChildren(Utf8JsonWriter writer, TunnelStatus tunnel, Instant now)
    {
        writer.WritePropertyName("child");
        if (tunnel.Child is null) writer.WriteNullValue();
        else WriteChild(writer, tunnel.Child, now, tunnel.Traffic);
        writer.WriteStartArray("children");
        foreach (ChildSaStatus child in tunnel.Ike?.Children ?? []) WriteChild(writer, child, now, traffic: null);
        writer.WriteEndArray();
    }

    // The packet path counts per tunnel, so that numbers go on across a rekey: only the child in use carries them.
    private static void WriteChild(Utf8JsonWriter writer, ChildSaStatus child, Instant now, TrafficSample? traffic)
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
        if (traffic is { } sample) WriteTraffic(writer, sample, now);
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
        writer.WriteNumber("packetsIn", sample.PacketsIn);
        writer.WriteNumber("packetsOut", sample.PacketsOut);
        writer.WriteNumber("bytesIn", sample.BytesIn);
        writer.WriteNumber("bytesOut", sample.BytesOut);
        if (sample.LastAuthenticatedIn == Instant.Zero) writer.WriteNull("lastInSeconds");
        else writer.WriteNumber("lastInSeconds", Rendering.Seconds(sample.LastAuthenticatedIn, now));
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
