using System.Net;
using Culvert.Config;
using Culvert.Control;
using Culvert.Control.Interfaces;
using Culvert.Control.Leds;
using Culvert.Core;
using Culvert.Crypto;
using Culvert.Ike;

namespace Culvert.Console.Tests;

internal static class Samples
{
    public static readonly WallClock Wall = new(new DateTimeOffset(2026, 11, 22, 19, 0, 0, TimeSpan.Zero));
    public static readonly Instant Now = Instant.FromSeconds(312.5);

    private static readonly EspProposal Esp = new(EncryptionAlgorithm.AesCbc, 128, IntegrityAlgorithm.HmacSha1_96);
    private static readonly IkeProposal Ike = new(
        EncryptionAlgorithm.AesCbc, 128, IntegrityAlgorithm.HmacSha1_96, PrfAlgorithm.HmacSha1, DhGroup.Modp1024);

    public static readonly ChildSaStatus Child = new(
        0xc0ffee01, 0x0000beef, Esp, UdpEncapsulated: true, Selectors("10.60.0.0/16"), Selectors("10.50.0.0/16"),
        Instant.FromSeconds(300), RekeyAt: Instant.FromSeconds(3092), OutboundReady: true);

    public static readonly ChildSaStatus RekeyedChild = Child with
    {
        InboundSpi = 0xc0ffee02,
        Suite = Esp with { Group = DhGroup.Modp1024 },
        OutboundReady = false,
    };

    public static readonly TunnelStatus Up = new()
    {
        Name = "Tunnel1",
        Connection = "aws",
        State = TunnelState.Up,
        Warnings = [new TunnelWarning("weak-suite", "IKE suite aes128-sha1-modp1024: weak \"indeed\"")],
        Since = Instant.FromSeconds(300),
        Active = true,
        Device = "Tunnel1",
        Mtu = 1422,
        IkeVersion = 2,
        Local = End("10.60.0.134", 4500, "52.42.3.179"),
        Remote = End("3.34.222.44", 4500, "3.34.222.44"),
        Ike = new IkeSaStatus
        {
            InitiatorSpi = 0x0123456789abcdef,
            ResponderSpi = 0xfedcba9876543210,
            IsInitiator = true,
            Suite = Ike,
            Nat = NatSituation.Local,
            Local = new IPEndPoint(IPAddress.Parse("10.60.0.134"), 4500),
            Remote = new IPEndPoint(IPAddress.Parse("3.34.222.44"), 4500),
            EstablishedAt = Instant.FromSeconds(300),
            RekeyAt = Instant.FromSeconds(22612),
            LastAuthenticatedInbound = Instant.FromSeconds(311),
            SmoothedRoundTrip = TimeSpan.FromMilliseconds(20),
            Children = [Child, RekeyedChild],
        },
        Child = Child,
        Traffic = new TrafficSample(
            "Tunnel1", Instant.FromSeconds(312), Instant.FromSeconds(311), 12, 1_234, 10, 45_600_000, new TunnelDrops(3, 0, 1, 0, 0, 0)),
    };

    public static readonly TunnelStatus Down = new()
    {
        Name = "Tunnel2",
        Connection = "aws",
        State = TunnelState.Connecting,
        ReasonCode = ReasonCode.NoAnswer,
        Reason = "peer 3.34.222.45 answers nothing on UDP 500 or 4500 (8 tries in 31 s)",
        Since = Instant.FromSeconds(10),
        Active = false,
        Device = "Tunnel2",
        Mtu = 1422,
        IkeVersion = 2,
        Local = new TunnelEnd(null, 500, null),
        Remote = End("3.34.222.45", 500, "3.34.222.45"),
        Traffic = new TrafficSample("Tunnel2", Instant.Zero, Instant.Zero, 0, 0, 0, 0, default),
    };

    public static readonly IReadOnlyList<LedStatus> Leds =
    [
        new("status", [], LedPattern.Heartbeat, Lit: true),
        new("tunnel1", ["Tunnel1", "Tunnel3"], LedPattern.Traffic, Lit: true),
        new("tunnel2", ["Tunnel2"], LedPattern.Blink1Hz, Lit: false),
    ];

    public static readonly NetworkPlan Plan = NetworkPlan.Empty with
    {
        Devices = [new NetworkPlan.TunnelDevice("a-very-long-tunnel", "a-very-lon-1a2b", 1422)],
        Routes = [new NetworkPlan.TunnelRoute(IpPrefix.Parse("10.50.0.0/16"), "a-very-lon-1a2b", 10)],
        Guards = [IpPrefix.Parse("10.50.0.0/16")],
    };

    public static readonly ConnectionStatus Connection = new(
        "aws", ConnectionMode.ActiveStandby, RoutingMode.Static, [IpPrefix.Parse("10.60.0.0/16")], [IpPrefix.Parse("10.50.0.0/16"), IpPrefix.Parse("fd00::/8")], "Tunnel1", [Up, Down]);

    public static readonly IReadOnlyList<InterfaceStatus> Interfaces =
    [
        new("eth0", InterfaceRole.Wan, null, IsUp: true, 1500, ["192.0.2.1/24", "2001:db8::1/64"])
        {
            Source = new InterfaceSource(
                true, IPAddress.Parse("192.0.2.254"), TimeSpan.FromHours(3), new TimeSpan(2, 10, 0), IPAddress.Parse("192.0.2.254"), [IPAddress.Parse("9.9.9.9")], []),
        },
        new("eth9", InterfaceRole.Lan, null, IsUp: null, null, []) { Source = new InterfaceSource(false, null, null, null, null, [], []) },
        new("Tunnel1", InterfaceRole.Tunnel, "Tunnel1", IsUp: false, 1422, []),
        new("docker0", InterfaceRole.None, null, IsUp: true, 1500, ["172.17.0.1/16"]),
    ];

    public static readonly IReadOnlyList<LoggedLine> Logged =
    [
        new(new DateTimeOffset(2026, 11, 22, 19, 5, 0, 250, TimeSpan.Zero), "info", "control", "Tunnel1", "connecting for 0.2 s, now up"),
        new(new DateTimeOffset(2026, 11, 22, 19, 5, 1, 250, TimeSpan.Zero), "warning", "board", "", "no watchdog"),
    ];

    private static TunnelEnd End(string address, int port, string id) =>
        new(IPAddress.Parse(address), port, Identity.FromAddress(IPAddress.Parse(id)));

    private static List<TrafficSelector> Selectors(string prefix) => [TrafficSelector.FromPrefix(IpPrefix.Parse(prefix))];
}
