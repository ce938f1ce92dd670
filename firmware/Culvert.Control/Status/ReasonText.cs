using System.Globalization;
using System.Net;
using Culvert.Ike;

namespace Culvert.Control;

/// <summary>The sentences. What the peer or IKE said of a refusal comes from there; the rest is written here.</summary>
internal static class ReasonText
{
    public static TunnelReason NoAnswer(IPAddress? peer, int tries, TimeSpan elapsed) => new(
        ReasonCode.NoAnswer,
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Name(peer)} answers nothing on UDP 500 or 4500 ({tries} {(tries == 1 ? "try" : "tries")} in {elapsed.TotalSeconds:F0} s)"));

    /// <param name="trouble">What is known to be wrong with the WAN; null: nothing.</param>
    public static TunnelReason NoRoute(IPAddress? peer, string? trouble = null) =>
        new(ReasonCode.NoRoute, trouble is null ? $"no route to {Name(peer)}; check the WAN link and the default route" : $"no route to {Name(peer)}: {trouble}");

    public static TunnelReason PeerDead(IPAddress? peer, TimeSpan silence) => new(
        ReasonCode.PeerDead, string.Create(CultureInfo.InvariantCulture, $"{Name(peer)} stopped answering ({silence.TotalSeconds:F1} s of silence)"));

    public static TunnelReason PeerDeleted(IPAddress? peer) => new(ReasonCode.PeerDeleted, $"{Name(peer)} deleted the tunnel");

    public static TunnelReason AdminDown(string tunnel) => new(ReasonCode.AdminDown, $"taken down; bring it back with tunnel up {tunnel}");

    public static TunnelReason ConfiguredOff { get; } = new(ReasonCode.AdminDown, "configured off (start)");

    public static TunnelReason Stopping { get; } = new(ReasonCode.AdminDown, "the gateway is stopping");

    /// <summary>Nothing is wrong, but without a word a tunnel that waits looks like one that hangs.</summary>
    public static TunnelReason WaitsForPeer { get; } = new(ReasonCode.None, "waits for the peer to call");

    /// <summary>As above.</summary>
    public static TunnelReason WaitsForPacket { get; } = new(ReasonCode.None, "waits for a packet");

    public static TunnelReason LocalError(string problem) => new(ReasonCode.LocalError, problem);

    public static TunnelReason NoRawEsp { get; } = new(
        ReasonCode.LocalError,
        "encapsulation 'esp' needs raw sockets, which this process may not open: run as root or with CAP_NET_RAW, or set esp.encapsulation to udp");

    public static TunnelReason Refused(IkeFailure why, string text) => new(CodeOf(why), text);

    // Null: it may be anywhere.
    private static string Name(IPAddress? peer) => peer is null ? "the peer" : $"peer {peer}";

    private static ReasonCode CodeOf(IkeFailure why) => why switch
    {
        IkeFailure.AuthenticationFailed => ReasonCode.AuthFailed,
        IkeFailure.NoProposal => ReasonCode.NoProposal,
        IkeFailure.Selectors => ReasonCode.Selectors,
        IkeFailure.IkeVersion => ReasonCode.IkeVersion,
        IkeFailure.NatForbidden => ReasonCode.NatForbidden,
        IkeFailure.NotPermitted => ReasonCode.LocalError,
        IkeFailure.PeerDeleted => ReasonCode.PeerDeleted,
        IkeFailure.PeerDead => ReasonCode.PeerDead,
        _ => ReasonCode.ProtocolError,
    };
}
