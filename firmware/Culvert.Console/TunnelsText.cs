using System.Text;
using Culvert.Control;
using Culvert.Core;
using Culvert.Ike;

namespace Culvert.Console;

/// <summary>show tunnels, for people: a line per tunnel, then each in detail.</summary>
public static class TunnelsText
{
    public static string Render(IReadOnlyList<TunnelStatus> tunnels, Instant now, WallClock wall)
    {
        ArgumentNullException.ThrowIfNull(tunnels);
        if (tunnels.Count == 0) return "no tunnels are configured; begin with import\n";
        return Summary(tunnels, now) + string.Concat(tunnels.Select(tunnel => "\n" + Detail(tunnel, now, wall)));
    }

    private static string Summary(IReadOnlyList<TunnelStatus> tunnels, Instant now)
    {
        var table = new TextTable("TUNNEL", "CONNECTION", "STATE", "FOR", "PEER", "TRAFFIC", "OUT", "IN", "REASON");
        foreach (TunnelStatus tunnel in tunnels)
        {
            table.Add(
                tunnel.Name,
                tunnel.Connection,
                tunnel.State.Word(),
                Rendering.Duration(now - tunnel.Since),
                tunnel.Remote.Address?.ToString() ?? "-",
                tunnel.Active ? "active" : "-",
                Rendering.Bytes(tunnel.Traffic.BytesOut),
                Rendering.Bytes(tunnel.Traffic.BytesIn),
                tunnel.ReasonCode.Word() ?? "-");
        }

        return table.ToString();
    }

    private static string Detail(TunnelStatus tunnel, Instant now, WallClock wall)
    {
        var text = new StringBuilder();
        text.Append(tunnel.Name).Append('\n');
        Line(text, "state", $"{tunnel.State.Word()}{(tunnel.Active ? ", carries the traffic" : "")}, since {wall.Text(tunnel.Since)}");
        if (tunnel.Reason is not null) Line(text, "reason", tunnel.Reason);
        foreach (TunnelWarning warning in tunnel.Warnings) Line(text, "warning", $"{warning.Code}: {warning.Text}");
        Line(text, "local", End(tunnel.Local));
        Line(text, "remote", End(tunnel.Remote));
        Line(text, "device", Rendering.Text($"{tunnel.Device}, MTU {tunnel.Mtu}"));
        if (tunnel.Ike is { } ike) Line(text, "ike", Ike(tunnel.IkeVersion, ike, now));
        foreach (ChildSaStatus child in tunnel.Ike?.Children ?? []) Line(text, "child", Child(child, now));
        Line(text, "traffic", Traffic(tunnel.Traffic, now));
        if (Drops(tunnel.Traffic.Drops) is { Length: > 0 } drops) Line(text, "drops", drops);
        return text.ToString();
    }

    private static string End(TunnelEnd end) => Rendering.Text($"{end.Address?.ToString() ?? "unknown"} port {end.Port}, id {end.Id?.ToString() ?? "unknown"}");

    private static string Ike(int version, IkeSaStatus ike, Instant now) => string.Join(
        ", ",
        Rendering.Text($"IKEv{version} {(ike.IsInitiator ? "initiator" : "responder")}"),
        ike.Suite.ToString(),
        $"NAT {Words.Of(ike.Nat)}",
        $"SPIs {Rendering.Spi(ike.InitiatorSpi)} {Rendering.Spi(ike.ResponderSpi)}",
        $"established {Rendering.Duration(now - ike.EstablishedAt)} ago",
        $"rekey in {Rendering.Duration(ike.RekeyAt - now)}");

    private static string Child(ChildSaStatus child, Instant now) => string.Join(
        ", ",
        $"{List(child.LocalSelectors)} <-> {List(child.RemoteSelectors)}",
        Words.WithoutPfs(child.Suite),
        $"PFS {Words.Pfs(child.Suite) ?? "none"}",
        $"over {Words.Encapsulation(child)}",
        $"SPIs in {Rendering.Spi(child.InboundSpi)} out {Rendering.Spi(child.OutboundSpi)}",
        $"rekey in {Rendering.Duration(child.RekeyAt - now)}");

    private static string List(IReadOnlyList<TrafficSelector> selectors) => string.Join(" ", selectors);

    private static string Traffic(in TrafficSample sample, Instant now)
    {
        string last = sample.LastAuthenticatedIn == Instant.Zero ? "never" : $"{Rendering.Duration(now - sample.LastAuthenticatedIn)} ago";
        return Rendering.Text(
            $"out {sample.PacketsOut} packets {Rendering.Bytes(sample.BytesOut)}, in {sample.PacketsIn} packets {Rendering.Bytes(sample.BytesIn)}, last in {last}");
    }

    private static string Drops(in TunnelDrops drops)
    {
        (string Cause, long Count)[] all =
        [
            ("replay", drops.Replay), ("integrity", drops.Integrity), ("selector", drops.Selector),
            ("no SA", drops.NoSa), ("malformed", drops.Malformed), ("queue", drops.Queue),
            ("congestion", drops.Congestion),
        ];
        return string.Join(", ", all.Where(drop => drop.Count > 0).Select(drop => Rendering.Text($"{drop.Cause} {drop.Count}")));
    }

    private static void Line(StringBuilder text, string label, string value) => text.Append("  ").Append(label.PadRight(9)).Append(value).Append('\n');
}
