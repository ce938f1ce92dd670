using System.Net;
using Culvert.Config;
using Culvert.Core;
using Culvert.Crypto;
using Culvert.Ike;

namespace Culvert.Control.Tests.Status;

internal static class StatusSamples
{
    public static readonly IkeProposal StrongIke = new(
        EncryptionAlgorithm.AesGcm16, 128, IntegrityAlgorithm.None, PrfAlgorithm.HmacSha2_256, DhGroup.Ecp256);

    public static readonly IkeProposal WeakIke = new(
        EncryptionAlgorithm.AesCbc, 128, IntegrityAlgorithm.HmacSha1_96, PrfAlgorithm.HmacSha1, DhGroup.Modp1024);

    public static readonly EspProposal StrongEsp = new(EncryptionAlgorithm.AesGcm16, 128, IntegrityAlgorithm.None);

    public static readonly EspProposal WeakEsp = new(EncryptionAlgorithm.AesCbc, 128, IntegrityAlgorithm.HmacSha1_96);

    public static readonly IReadOnlyList<TrafficSelector> Local = Selectors("10.60.0.0/16");

    public static readonly IReadOnlyList<TrafficSelector> Remote = Selectors("10.50.0.0/16");

    public static readonly IkeSaStatus Sa = new()
    {
        InitiatorSpi = 1,
        ResponderSpi = 2,
        IsInitiator = true,
        Suite = StrongIke,
        Nat = NatSituation.None,
        Local = new IPEndPoint(IPAddress.Parse("198.51.100.1"), 4500),
        Remote = new IPEndPoint(IPAddress.Parse("192.0.2.1"), 4500),
        EstablishedAt = Instant.FromSeconds(10),
        RekeyAt = Instant.FromSeconds(20_000),
        LastAuthenticatedInbound = Instant.FromSeconds(10),
        SmoothedRoundTrip = null,
        Children = [],
    };

    public static readonly ChildSaStatus Child = new(
        1, 2, StrongEsp, UdpEncapsulated: true, Local, Remote, Instant.FromSeconds(10), Instant.FromSeconds(3000), OutboundReady: true);

    public static readonly TunnelConfig Tunnel = new()
    {
        Name = "Tunnel1",
        Connection = "aws",
        RemoteAddress = IPAddress.Parse("192.0.2.1"),
        RemoteId = Identity.FromAddress(IPAddress.Parse("192.0.2.1")),
        IkeProposals = [StrongIke],
        EspProposals = [StrongEsp],
        LocalSelectors = Local,
        RemoteSelectors = Remote,
        PreSharedKey = new Secret("not a secret"u8),
    };

    public static IReadOnlyList<TrafficSelector> Selectors(string prefix) => [TrafficSelector.FromPrefix(IpPrefix.Parse(prefix))];
}
