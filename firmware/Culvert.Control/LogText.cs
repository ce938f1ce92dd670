using System.Globalization;
using Culvert.Control.Tunnels;
using Culvert.Ike;

namespace Culvert.Control;

/// <summary>The brain's own lines for the log.</summary>
internal static class LogText
{
    public static LogEntry StateChanged(string tunnel, StateChange change)
    {
        string why = change.Reason.Code.Word() is { } code ? $" ({code})" : "";
        NoticeLevel level = change.To == TunnelState.Refused ? NoticeLevel.Warning : NoticeLevel.Information;
        string still = change.From == change.To ? "still" : "now";
        return new LogEntry(
            level, tunnel, string.Create(CultureInfo.InvariantCulture, $"{change.From.Word()} for {change.Lasted.TotalSeconds:F1} s, {still} {change.To.Word()}{why}"));
    }

    // The sentence may name addresses, which do not belong above Debug.
    public static LogEntry StateExplained(string tunnel, StateChange change) => new(NoticeLevel.Debug, tunnel, change.Reason.Text ?? "");

    // Nothing else shows it: the tunnel's state does not change.
    public static LogEntry RefusedBeside(string tunnel, string text) => new(NoticeLevel.Warning, tunnel, $"stays as it is, beside it was refused: {text}");

    public static LogEntry TrafficMoved(string connection, string? from, string? to) => (from, to) switch
    {
        (null, _) => new LogEntry(NoticeLevel.Information, "", $"connection {connection}: traffic goes through {to}"),
        (_, null) => new LogEntry(NoticeLevel.Warning, "", $"connection {connection}: no tunnel carries traffic; its networks are unreachable"),
        _ => new LogEntry(NoticeLevel.Information, "", $"connection {connection}: traffic moves from {from} to {to}"),
    };

    public static LogEntry ReturnPathIsThePeers(string tunnel) => new(
        NoticeLevel.Information, tunnel, "told the peer by DELETE; if that does not arrive, only the peer's own dead peer detection moves what it sends");

    public static LogEntry EspBlocked(string tunnel) => new(
        NoticeLevel.Warning, tunnel, "raw ESP is sent and none comes back: negotiating anew with ESP in UDP");

    public static LogEntry Worn(string tunnel) => new(NoticeLevel.Information, tunnel, "a CHILD SA has carried most of what it may: rekeying");

    public static LogEntry Spent(string tunnel) => new(NoticeLevel.Warning, tunnel, "a CHILD SA has carried all that it may and was not rekeyed in time: it ends");
}
